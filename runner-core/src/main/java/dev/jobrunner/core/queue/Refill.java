package dev.jobrunner.core.queue;

import java.util.List;
import java.util.Optional;

/**
 * The answer to ends and a claim that went to the database together.
 *
 * @param settled as {@link TaskQueue#settle(List)} says it
 */
public record Refill(List<Optional<Settled>> settled, Claim claim) {

    public Refill {
        settled = List.copyOf(settled);
    }
}
