package dev.jobrunner.scheduler.input;

/** A value that a person has to correct. The message is one line that names field, value and what is allowed. */
public final class InvalidInputException extends IllegalArgumentException {

    private static final int SHOWN_CHARS = 60;

    private final String field;
    private final String value;
    private final String allowed;

    /** @param value as it was given; shown shortened and in printable ASCII */
    public InvalidInputException(String field, String value, String allowed) {
        super(field + " '" + shown(value) + "' is not allowed; allowed is " + allowed);
        this.field = field;
        this.value = shown(value);
        this.allowed = allowed;
    }

    public String field() {
        return field;
    }

    /** As it was given, shortened and in printable ASCII. */
    public String value() {
        return value;
    }

    public String allowed() {
        return allowed;
    }

    private static String shown(String value) {
        String start = value.substring(0, Math.min(value.length(), SHOWN_CHARS)).replaceAll("[^\\x20-\\x7e]", "?");
        return value.length() <= SHOWN_CHARS ? start : start + "...";
    }
}
