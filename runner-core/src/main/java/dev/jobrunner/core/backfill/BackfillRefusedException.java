package dev.jobrunner.core.backfill;

/** A backfill that cannot be as it was asked for. The message is one line that names the field, the value and what is allowed. */
public final class BackfillRefusedException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String value;
    private final String allowed;

    BackfillRefusedException(String field, String value, String allowed) {
        super(field + " '" + value + "' is not allowed; allowed is " + allowed);
        this.field = field;
        this.value = value;
        this.allowed = allowed;
    }

    public String field() {
        return field;
    }

    public String value() {
        return value;
    }

    public String allowed() {
        return allowed;
    }
}
