package dev.jobrunner.core.crontab;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code NAME=value} lines read so far; each holds for the entries below it. */
final class CrontabEnvironment {

    private static final int MOST_VARIABLES = 200;
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?:\"(\\w+)\"|'(\\w+)'|([A-Za-z_]\\w*))[ \\t]*=[ \\t]*(.*)", Pattern.DOTALL);
    private static final Set<String> READ_BY_CRON_ONLY = Set.of(
            "CRON_TZ",
            "MAILTO",
            "MAILFROM",
            "CONTENT_TYPE",
            "CONTENT_TRANSFER_ENCODING",
            "RANDOM_DELAY",
            "LOGNAME",
            "USER");

    private final Map<String, String> variables = new LinkedHashMap<>();
    private @Nullable Map<String, String> copy;

    /** Whether the line is an assignment at all. */
    static boolean isAssignment(String line) {
        return ASSIGNMENT.matcher(line).matches();
    }

    /** Takes an assignment; returns what is wrong with it or worth knowing, or null. */
    @Nullable
    String assign(String line) {
        Matcher matcher = ASSIGNMENT.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no assignment");
        }
        String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        name = name != null ? name : matcher.group(3);
        String value = matcher.group(4).strip();
        if (value.startsWith("\"") || value.startsWith("'")) {
            if (value.length() < 2 || value.charAt(value.length() - 1) != value.charAt(0)) {
                return "has a quote that is not closed; the variable " + name + " is not set";
            }
            value = value.substring(1, value.length() - 1);
        }
        if (variables.size() >= MOST_VARIABLES) {
            return "is one variable too many; " + MOST_VARIABLES + " are allowed, and " + name + " is not set";
        }
        variables.put(name, value);
        copy = null;
        return remark(name);
    }

    /** What the commands below see, in the order of the lines. */
    Map<String, String> forCommands() {
        if (copy == null) {
            Map<String, String> kept = new LinkedHashMap<>(variables);
            kept.keySet().removeAll(READ_BY_CRON_ONLY);
            copy = Collections.unmodifiableMap(kept);
        }
        return copy;
    }

    /** The zone of the entries below: {@code CRON_TZ}, else {@code TZ}, else the given one. */
    @Nullable
    String timeZone(@Nullable String otherwise) {
        String zone = variables.getOrDefault("CRON_TZ", "");
        zone = zone.isBlank() ? variables.getOrDefault("TZ", "") : zone;
        return zone.isBlank() ? otherwise : zone;
    }

    private @Nullable String remark(String name) {
        return switch (name) {
            case "MAILTO", "MAILFROM" ->
                name + " has no effect: the output of a run is kept in its log, nothing is mailed";
            case "RANDOM_DELAY" -> name + " has no effect: runs start when they are due";
            case "TZ" ->
                variables.containsKey("CRON_TZ")
                        ? null
                        : "TZ is taken as the time zone of the entries below; some crons use it for the commands only, so"
                                + " compare the times of the preview";
            default -> null;
        };
    }
}
