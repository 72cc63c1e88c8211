package dev.jobrunner.core.schedule;

import java.util.Locale;

/**
 * A schedule that a person has to correct. The message is one line that names the field, its value (shortened), what is
 * wrong with it and what is allowed; it is fit to be shown as it is.
 */
public final class InvalidScheduleException extends IllegalArgumentException {

    private static final int SHOWN_CHARS = 60;

    /** What is wrong. */
    public enum Field {
        PATTERN,
        TIME_ZONE,
        STARTS_AT,
        ENDS_AT,
        JITTER_SECONDS,
        CALENDAR,
        PERIODS,
        FROM,
        COUNT;

        /** The name that users type, as in {@code time_zone}. */
        public String inSnakeCase() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Field field;
    private final String value;

    InvalidScheduleException(Field field, String value, String reason) {
        super((field == Field.TIME_ZONE ? "time zone" : field.inSnakeCase()) + " '" + shortened(value) + "' " + reason);
        this.field = field;
        this.value = shortened(value);
    }

    public Field field() {
        return field;
    }

    /** As it was given, shortened and in printable ASCII. */
    public String value() {
        return value;
    }

    /** Printable ASCII only, so that a hostile value cannot forge log lines, and short. */
    static String shortened(String value) {
        String start = value.substring(0, Math.min(value.length(), SHOWN_CHARS)).replaceAll("[^\\x20-\\x7e]", "?");
        return value.length() <= SHOWN_CHARS ? start : start + "...";
    }
}
