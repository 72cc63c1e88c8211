package dev.jobrunner.scheduler.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code calendars delete}. */
@Command(name = "delete", description = "Deletes a calendar that no task goes by.")
final class CalendarsDeleteCommand implements Callable<Integer> {

    private final CommandSession session;

    @Parameters(paramLabel = "NAME", description = "As 'calendars list' shows it.")
    private String name = "";

    CalendarsDeleteCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (!session.calendars().delete(name, session.actor())) {
            session.answer().remark("there is no calendar " + name);
            return ExitCode.DEGRADED_OR_REFUSED;
        }
        session.answer().line("calendar " + name + " deleted");
        return ExitCode.GOOD;
    }
}
