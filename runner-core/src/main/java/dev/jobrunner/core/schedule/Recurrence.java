package dev.jobrunner.core.schedule;

import dev.jobrunner.core.schedule.InvalidScheduleException.Field;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A cron pattern in a time zone, parsed once; immutable and safe for use by many threads.
 *
 * <p>Five fields (minute, hour, day of month, month, day of week) or six (seconds first), or a macro. When neither day
 * field is a plain {@code *}, a date matches if either of them does.
 *
 * <p>Clock changes. The hour field decides. It is <em>wildcard</em> when it, or an element of its list, is {@code *} or
 * the range {@code 0-23}, with or without a step ({@code *}{@code /2}, {@code 0-23/2}, {@code 0/2}); in every other case
 * ({@code 2}, {@code 1,2,3}, {@code 9-17}, {@code 8-18/2}) it is <em>fixed</em>.
 *
 * <ul>
 *   <li>Wildcard hours follow real time: a slot is every instant at which the clock on the wall shows a matching time.
 *       A time that the clock skips does not run, one that it shows twice runs twice.
 *   <li>Fixed hours run each matching wall-clock time once: a time that the clock skips runs at the first instant after
 *       the gap, together with whatever else is due then (one run), and one that it shows twice runs the first time.
 * </ul>
 *
 * Instants must lie in the years 1 to 9999, else {@link InvalidScheduleException}.
 */
public final class Recurrence {

    /** {@link Advance#missed()} counts no further than this; a day of missed seconds is below it. */
    public static final int MAX_COUNTED_MISSED = 100_000;

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** Each end of a run asks for its task's, and most tasks share a few. */
    private static final Map<Written, Recurrence> PARSED = new ConcurrentHashMap<>();

    private static final int MOST_KEPT = 1_000;

    private final String pattern;
    private final ZoneId zone;
    private final CronFields fields;

    private Recurrence(String pattern, ZoneId zone, CronFields fields) {
        this.pattern = pattern;
        this.zone = zone;
        this.fields = fields;
    }

    /**
     * Parses a pattern.
     *
     * @param pattern at most 128 ASCII characters
     * @param timeZone an IANA name; null or blank means UTC
     * @throws InvalidScheduleException if the pattern or the zone cannot be understood, or the pattern can never fire
     */
    public static Recurrence parse(@Nullable String pattern, @Nullable String timeZone) {
        Written written = new Written(pattern == null ? "" : pattern, timeZone == null ? "" : timeZone);
        Recurrence known = PARSED.get(written);
        if (known != null) {
            return known;
        }
        CronFields fields = PatternParser.parse(written.pattern);
        Recurrence parsed = new Recurrence(written.pattern.strip(), TimeZones.parse(timeZone), fields);
        if (PARSED.size() >= MOST_KEPT) {
            PARSED.clear(); // tasks have few patterns; whoever tries thousands waits a few microseconds longer
        }
        PARSED.put(written, parsed);
        return parsed;
    }

    /** The pattern as given, without blanks around it. */
    public String pattern() {
        return pattern;
    }

    /** The IANA name of the zone. */
    public String timeZone() {
        return zone.getId();
    }

    /** The first slot strictly after {@code base}; slots are whole seconds. */
    public Instant nextAfter(Instant base) {
        return Instant.ofEpochSecond(walkAfter(base).next());
    }

    /**
     * Moves on from a slot that has run, over all slots that were missed meanwhile.
     *
     * @param slot the slot that has run, or any other instant to go on from
     * @param now the present; one before {@code slot} counts as {@code slot}
     */
    public Advance advance(Instant slot, Instant now) {
        if (!now.isAfter(slot)) {
            return new Advance(nextAfter(slot), 0);
        }
        SlotWalk walk = walkAfter(slot);
        int missed = 0;
        for (long next = walk.next(); ; next = walk.next()) {
            if (next > now.getEpochSecond()) {
                return new Advance(Instant.ofEpochSecond(next), missed);
            }
            missed++;
            if (missed == MAX_COUNTED_MISSED) {
                return new Advance(nextAfter(now), missed);
            }
        }
    }

    /** The first {@code count} (at least 1) slots strictly after {@code from}, in order. */
    public List<Instant> upcoming(Instant from, int count) {
        if (count < 1) {
            throw new InvalidScheduleException(Field.COUNT, Integer.toString(count), "is too small; at least 1");
        }
        SlotWalk walk = walkAfter(from);
        List<Instant> slots = new ArrayList<>();
        while (slots.size() < count) {
            slots.add(Instant.ofEpochSecond(walk.next()));
        }
        return List.copyOf(slots);
    }

    /**
     * The slots strictly after {@code from} and not after {@code until}, in order, at most {@code atMost} of them, in
     * seconds since 1970.
     */
    public LongStream between(Instant from, Instant until, int atMost) {
        SlotWalk walk = walkAfter(from);
        return LongStream.generate(walk::next)
                .takeWhile(slot -> slot <= until.getEpochSecond())
                .limit(Math.max(0, atMost));
    }

    /** The pattern in English words with its zone, such as {@code At 02:30 every day (Europe/Berlin)}. */
    public String description() {
        return PatternWords.describe(fields) + " (" + zone.getId() + ")";
    }

    @Override
    public String toString() {
        return pattern + " (" + zone.getId() + ")";
    }

    private SlotWalk walkAfter(Instant base) {
        if (base.isBefore(EARLIEST) || base.isAfter(LATEST)) {
            throw new InvalidScheduleException(Field.FROM, base.toString(), "is outside of the years 1 to 9999");
        }
        return new SlotWalk(fields, zone.getRules(), base.getEpochSecond() + 1);
    }

    /** As somebody has written it. */
    private record Written(String pattern, String timeZone) {}
}
