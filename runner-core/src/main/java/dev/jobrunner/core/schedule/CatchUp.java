package dev.jobrunner.core.schedule;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of slots that could not run when they were due.
 *
 * @param mode which of them run
 * @param limit for {@link Mode#ALL}: how many of them at the most, the newest; null: {@value #DEFAULT_LIMIT}
 * @param window how late a slot may still start; null: {@link #ON_TIME} for {@link Mode#SKIP}, else without bound
 */
public record CatchUp(
        Mode mode, @Nullable Integer limit, @Nullable Duration window) {

    /** A slot that starts within this time after it was due is not late. */
    public static final Duration ON_TIME = Duration.ofMinutes(1);

    /** Of missed slots that are run one by one. */
    public static final int DEFAULT_LIMIT = 100;

    /** As far as missed slots are counted. */
    public static final int MOST = 10_000;

    /** One run that stands for all of them. */
    public static final CatchUp DEFAULT = new CatchUp(Mode.ONE, null, null);

    public CatchUp {
        if (limit != null && (limit < 1 || limit > MOST)) {
            throw new IllegalArgumentException("The limit of a catch-up is 1 to " + MOST + ", not " + limit);
        }
        if (window != null && (window.isNegative() || window.isZero() || window.toNanosPart() != 0)) {
            throw new IllegalArgumentException("The window of a catch-up is whole seconds, 1 or more, not " + window);
        }
    }

    /** How late a slot may still start; empty for without bound. */
    Optional<Duration> latest() {
        return window != null ? Optional.of(window) : mode == Mode.SKIP ? Optional.of(ON_TIME) : Optional.empty();
    }

    /** How many missed slots get runs of their own. */
    int runs() {
        return mode == Mode.ALL ? Objects.requireNonNullElse(limit, DEFAULT_LIMIT) : 0;
    }

    /** Which missed slots run. */
    public enum Mode {
        /** None that is late. */
        SKIP,
        /** The oldest one, for all of them. */
        ONE,
        /** Each, the oldest first. */
        ALL;

        /** As columns and requests spell it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Empty for a word that is none. */
        public static Optional<Mode> of(String word) {
            return Arrays.stream(values())
                    .filter(each -> each.word().equals(word))
                    .findFirst();
        }
    }
}
