package dev.jobrunner.core.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what has been read about a past that changes no more, so that looking again costs only what has happened since.
 * One caller reads at a time; the others wait and find it read.
 *
 * @param <T> belongs to the stretch of time in which it ends
 */
final class KeptHistory<T> {

    /** A run's row becomes visible when its transaction ends; what ended less than this ago is read anew each time. */
    private static final Duration SETTLING = Duration.ofMinutes(1);

    private final Duration unit;
    private final BiFunction<Instant, Instant, List<T>> read;
    private final Function<T, Instant> end;
    private final List<T> kept = new ArrayList<>();
    private @Nullable Instant keptFrom;
    private Instant keptUntil = Instant.EPOCH;

    /**
     * @param unit it is only cut at whole multiples of this
     * @param read what ended at the first instant or later, and before the second
     */
    KeptHistory(Duration unit, BiFunction<Instant, Instant, List<T>> read, Function<T, Instant> end) {
        this.unit = unit;
        this.read = read;
        this.end = end;
    }

    /** What ended from {@code from}, rounded down to a whole unit, until {@code now}. */
    synchronized List<T> since(Instant from, Instant now) {
        Instant start = floor(from);
        Instant settled = floor(now.minus(SETTLING));
        if (keptFrom == null || start.isBefore(keptFrom) || settled.isBefore(keptUntil)) {
            kept.clear();
            keptFrom = start;
            keptUntil = start;
        }
        if (settled.isAfter(keptUntil)) {
            kept.addAll(read.apply(keptUntil.isBefore(start) ? start : keptUntil, settled));
            keptUntil = settled;
        }
        kept.removeIf(each -> end.apply(each).isBefore(start));
        keptFrom = start;
        List<T> all = new ArrayList<>(kept);
        all.addAll(read.apply(keptUntil, now));
        return all;
    }

    private Instant floor(Instant at) {
        long seconds = unit.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
    }
}
