package dev.jobrunner.core.schedule;

import dev.jobrunner.core.schedule.InvalidScheduleException.Field;
import dev.jobrunner.core.text.Slips;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads IANA time zone names, the only ones whose rules for clock changes are known. */
final class TimeZones {

    private static final int LONGEST_NAME = 64;

    /** Asked for once: each answer of the platform is a copy. */
    private static final Set<String> KNOWN = ZoneId.getAvailableZoneIds();

    private TimeZones() {}

    /** The zone of that name; UTC for null or blank. */
    static ZoneId parse(@Nullable String timeZone) {
        if (timeZone == null || timeZone.isBlank()) {
            return ZoneId.of("UTC");
        }
        String name = timeZone.strip();
        if (!KNOWN.contains(name)) {
            throw new InvalidScheduleException(
                    Field.TIME_ZONE,
                    name,
                    "is not known"
                            + nearest(name)
                                    .map(s -> ": did you mean " + s + "?")
                                    .orElse("") + "; allowed are IANA names such as Europe/Berlin, or UTC");
        }
        return ZoneId.of(name);
    }

    private static Optional<String> nearest(String name) {
        if (name.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        String wanted = name.toLowerCase(Locale.ROOT).replace(' ', '_');
        return KNOWN.stream()
                .filter(id -> !id.startsWith("SystemV/"))
                .min(Comparator.<String>comparingInt(id -> distance(wanted, id))
                        .thenComparingInt(String::length)
                        .thenComparing(Comparator.naturalOrder()))
                .filter(id -> distance(wanted, id) <= Math.max(2, wanted.length() / 4));
    }

    /** Edits between what was typed and a name, or the city alone, which people often type without the continent. */
    private static int distance(String wanted, String id) {
        String lower = id.toLowerCase(Locale.ROOT);
        int slash = lower.lastIndexOf('/');
        int whole = Slips.between(wanted, lower);
        return slash < 0 ? whole : Math.min(whole, Slips.between(wanted, lower.substring(slash + 1)));
    }
}
