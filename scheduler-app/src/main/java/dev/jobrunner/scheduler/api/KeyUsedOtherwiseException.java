package dev.jobrunner.scheduler.api;

/** An Idempotency-Key comes with another request than the one that it was used for. */
public final class KeyUsedOtherwiseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public KeyUsedOtherwiseException(String key) {
        super("the Idempotency-Key '" + key + "' was used for another request before: take a new key");
    }
}
