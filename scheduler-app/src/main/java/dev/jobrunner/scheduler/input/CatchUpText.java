package dev.jobrunner.scheduler.input;

import dev.jobrunner.core.schedule.CatchUp;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads a {@link CatchUp} as people and programs write it. Blank is the same as not given. */
public final class CatchUpText {

    private static final int MOST_SECONDS = 366 * 86_400;

    private CatchUpText() {}

    /**
     * What is said about missed slots.
     *
     * @param prefix of the names, for messages
     * @param joint between their words, for messages
     * @throws InvalidInputException naming what cannot be read
     */
    public static CatchUp parse(
            String prefix, String joint, @Nullable String mode, @Nullable String limit, @Nullable String window) {
        String name = prefix + "catch" + joint + "up";
        return new CatchUp(
                mode == null || mode.isBlank()
                        ? CatchUp.Mode.ONE
                        : CatchUp.Mode.of(mode.strip())
                                .orElseThrow(() -> new InvalidInputException(name, mode, "skip, one or all")),
                limit == null || limit.isBlank()
                        ? null
                        : (Integer) WholeNumber.parse(name + joint + "limit", limit, 1, CatchUp.MOST),
                window == null || window.isBlank()
                        ? null
                        : Duration.ofSeconds(WholeNumber.parse(
                                name + joint + "window" + joint + "seconds", window, 1, MOST_SECONDS)));
    }
}
