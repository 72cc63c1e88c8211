package dev.jobrunner.scheduler.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list.
 *
 * @param next value of {@code after} for the request that goes on from here; null at the end
 */
public record ApiPage<T>(
        List<T> items,

        @Schema(
                description = "Value of 'after' for the request that goes on from here; null at the end.",
                nullable = true,
                example = "MTI")
        @Nullable
        String next) {

    public ApiPage {
        items = List.copyOf(items);
    }
}
