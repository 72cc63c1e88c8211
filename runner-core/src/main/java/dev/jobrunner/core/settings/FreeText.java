package dev.jobrunner.core.settings;

import java.time.ZoneId;
import java.util.Base64;
import java.util.function.Predicate;

/** Text that is passed on as it is, if it fits. */
record FreeText(String form, String range, boolean secret, Predicate<String> fits) implements Reading<String> {

    private static final int LEAST_KEY_BYTES = 24;
    private static final int MOST_KEY_BYTES = 64;

    static FreeText anything(String form) {
        return new FreeText(form, "not blank", false, text -> true);
    }

    static FreeText of(String form, String range, Predicate<String> fits) {
        return new FreeText(form, range, false, fits);
    }

    static FreeText secret(String form) {
        return new FreeText(form, "not blank", true, text -> true);
    }

    static FreeText password() {
        return new FreeText("a password", "at most 200 characters", true, text -> text.length() <= 200);
    }

    static FreeText timeZone() {
        return new FreeText(
                "a time zone", "an IANA name such as Europe/Berlin", false, ZoneId.getAvailableZoneIds()::contains);
    }

    /** A key of the Standard Webhooks scheme; the prefix may be left out, as generated secrets have none. */
    static FreeText webhookKey() {
        return new FreeText("Base64, with or without the prefix whsec_", "24 to 64 bytes", true, FreeText::isKey);
    }

    @Override
    public String read(String text) {
        return text;
    }

    @Override
    public boolean allows(String value) {
        return fits.test(value);
    }

    @Override
    public String write(String value) {
        return value;
    }

    private static boolean isKey(String text) {
        try {
            int bytes = Base64.getDecoder().decode(text.replaceFirst("^whsec_", "")).length;
            return bytes >= LEAST_KEY_BYTES && bytes <= MOST_KEY_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
