package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.calendar.Calendar;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code calendars show}: what it prints is a file for {@code calendars set}. */
@Command(name = "show", description = "Prints a calendar, ready for 'calendars set NAME --file FILE'.")
final class CalendarsShowCommand implements Callable<Integer> {

    private final CommandSession session;

    @Parameters(paramLabel = "NAME", description = "As 'calendars list' shows it.")
    private String name = "";

    @Mixin
    private JsonOption json = new JsonOption();

    CalendarsShowCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Optional<Calendar> found = session.calendars().find(name);
        if (found.isEmpty()) {
            session.answer().remark("there is no calendar " + name);
            return ExitCode.DEGRADED_OR_REFUSED;
        }
        if (json.wanted()) {
            session.answer().json(CalendarLine.of(found.get()));
        } else {
            session.answer()
                    .line(new CalendarFile(found.get().timeZone(), found.get().periods()).toString());
        }
        return ExitCode.GOOD;
    }
}
