package dev.jobrunner.scheduler.cli;

import dev.jobrunner.scheduler.input.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A calendar as a file has it and {@code calendars show} prints it: a line {@code time_zone ZONE}, and a line for each period. Blank lines and
 * those that begin with # count for nothing.
 *
 * @param timeZone null if no line says it
 */
record CalendarFile(@Nullable String timeZone, List<String> periods) {

    private static final String ZONE = "time_zone";
    private static final int MOST_CHARACTERS = 200_000;

    static CalendarFile parse(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new InvalidInputException(
                    "--file", text.length() + " characters", "a file of at most " + MOST_CHARACTERS);
        }
        String zone = null;
        List<String> periods = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.startsWith(ZONE + " ")) {
                zone = line.substring(ZONE.length()).strip();
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                periods.add(line);
            }
        }
        return new CalendarFile(zone, periods);
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        if (timeZone != null) {
            lines.add(ZONE + " " + timeZone);
        }
        lines.addAll(periods);
        return String.join("\n", lines);
    }
}
