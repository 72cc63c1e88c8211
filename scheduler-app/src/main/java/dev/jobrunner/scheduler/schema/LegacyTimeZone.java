package dev.jobrunner.scheduler.schema;

import dev.jobrunner.core.settings.StartRefused;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The zone in which the old system meant its times, which it stored without one.
 *
 * @param name IANA name
 */
public record LegacyTimeZone(String name) {

    /** The environment variable that holds it. */
    public static final String VARIABLE = "LEGACY_TIME_ZONE";

    public LegacyTimeZone {
        // the name becomes part of a statement: nothing but a known one may get there
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw new StartRefused(VARIABLE + " is \"" + shown(name)
                    + "\"; it must be an IANA time zone such as Europe/Berlin, or UTC, which is the default");
        }
    }

    /** @param value of the variable; UTC if it is null or blank */
    public static LegacyTimeZone of(@Nullable String value) {
        return new LegacyTimeZone(value == null || value.isBlank() ? "UTC" : value.strip());
    }

    private static String shown(String name) {
        return name.substring(0, Math.min(name.length(), 40)).replaceAll("[^\\x20-\\x7e]", "?");
    }
}
