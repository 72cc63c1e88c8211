package dev.jobrunner.core.task;

/** A task that cannot be as it was asked for. The message is one line that names the field, the value and what is allowed. */
public final class InvalidTaskException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN_CHARS = 60;

    private final String field;
    private final String value;
    private final String allowed;

    InvalidTaskException(String field, String value, String allowed) {
        super(field + " '" + shown(value) + "' is not allowed; allowed is " + allowed);
        this.field = field;
        this.value = shown(value);
        this.allowed = allowed;
    }

    public String field() {
        return field;
    }

    /** Shortened. */
    public String value() {
        return value;
    }

    public String allowed() {
        return allowed;
    }

    private static String shown(String value) {
        String line = value.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "...";
    }
}
