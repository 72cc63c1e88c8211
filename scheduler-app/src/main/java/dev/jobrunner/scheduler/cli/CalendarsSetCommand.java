package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.calendar.Calendar;
import dev.jobrunner.core.schedule.CalendarDefinition;
import dev.jobrunner.scheduler.input.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code calendars set}. */
@Command(
        name = "set",
        description =
                "Makes a calendar, or changes it: the periods given are all that it has. Its tasks are planned anew.")
final class CalendarsSetCommand implements Callable<Integer> {

    private final CommandSession session;

    @Parameters(paramLabel = "NAME", description = "Letters, digits, dots, hyphens and underscores.")
    private String name = "";

    @Option(names = "--time-zone", paramLabel = "ZONE", description = "IANA name; as it is, or UTC for a new one.")
    private @Nullable String timeZone;

    @Option(
            names = "--period",
            paramLabel = "PERIOD",
            description =
                    "When nothing runs: 2026-12-25, 2026-12-24..2026-12-26, '2026-12-24 14:00..2026-12-27 06:00' or"
                            + " 'Sat 00:00..Mon 06:00'; words may follow. Any number of times.")
    private List<String> periods = new ArrayList<>();

    @Option(names = "--file", paramLabel = "FILE", description = "The same from a file, as 'calendars show' prints it.")
    private @Nullable Path file;

    @Mixin
    private JsonOption json = new JsonOption();

    CalendarsSetCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        if (timeZone == null && periods.isEmpty() && file == null) {
            throw new InvalidInputException("calendars set", "", "--period, --file or --time-zone; --help says more");
        }
        CalendarFile read =
                file == null ? new CalendarFile(null, List.of()) : CalendarFile.parse(Files.readString(file));
        Optional<Calendar> was = session.calendars().find(name);
        CalendarDefinition wanted = new CalendarDefinition(
                name, zone(read, was), file == null && periods.isEmpty() ? kept(was) : given(read));
        boolean isNew = session.calendars().set(wanted, null, session.actor());
        Calendar now = session.calendars().find(name).orElseThrow();
        if (json.wanted()) {
            session.answer().json(CalendarLine.of(now));
        } else {
            session.answer()
                    .line("calendar %s %s; %d periods, %d tasks go by it"
                            .formatted(
                                    name, isNew ? "made" : "set", now.periods().size(), now.tasks()));
        }
        return ExitCode.GOOD;
    }

    private String zone(CalendarFile read, Optional<Calendar> was) {
        return Stream.of(
                        Optional.ofNullable(timeZone),
                        Optional.ofNullable(read.timeZone()),
                        was.map(Calendar::timeZone))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("UTC");
    }

    private static List<String> kept(Optional<Calendar> was) {
        return was.map(Calendar::periods).orElse(List.of());
    }

    private List<String> given(CalendarFile read) {
        return Stream.concat(read.periods().stream(), periods.stream()).toList();
    }
}
