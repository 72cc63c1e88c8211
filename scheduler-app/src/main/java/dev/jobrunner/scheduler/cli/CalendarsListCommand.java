package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.calendar.Calendar;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code calendars list}. */
@Command(name = "list", description = "Lists the calendars by name.")
final class CalendarsListCommand implements Callable<Integer> {

    private final CommandSession session;

    @Mixin
    private JsonOption json = new JsonOption();

    CalendarsListCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<Calendar> calendars = session.calendars().list();
        if (json.wanted()) {
            session.answer().json(calendars.stream().map(CalendarLine::of).toList());
        } else if (calendars.isEmpty()) {
            session.answer().line("no calendars yet; 'calendars set NAME --period 2026-12-25' makes one");
        } else {
            TextTable table = new TextTable("NAME", "TIME ZONE", "PERIODS", "TASKS", "BLACKOUT FROM", "UNTIL", "ERROR");
            calendars.forEach(calendar -> table.row(
                    calendar.name(),
                    calendar.timeZone(),
                    calendar.periods().size(),
                    calendar.tasks(),
                    calendar.blackoutFrom(session.clock().instant())
                            .<Object>map(span -> span.from())
                            .orElse("-"),
                    calendar.blackoutFrom(session.clock().instant())
                            .<Object>map(span -> span.until())
                            .orElse("-"),
                    calendar.wrong().orElse("-")));
            session.answer().line(table.toString());
        }
        return ExitCode.GOOD;
    }
}
