package dev.jobrunner.worker.execute;

import dev.jobrunner.core.queue.RunEnd;
import dev.jobrunner.core.queue.Settled;
import java.util.List;
import java.util.Optional;

/** Brings ends of runs to the database: alone, or together with whatever else belongs in the same transaction. */
@FunctionalInterface
public interface Settling {

    /** @return as {@link dev.jobrunner.core.queue.TaskQueue#settle(List)}; the same exceptions too */
    List<Optional<Settled>> settle(List<RunEnd> ends);
}
