package dev.jobrunner.scheduler.dashboard.fleet;

import dev.jobrunner.core.fleet.Worker;
import dev.jobrunner.core.fleet.Worker.Condition;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A row of the page. */
public record WorkerView(Worker worker) {

    /** More blocks than these say less than the figure beside them. */
    private static final int MOST_BLOCKS = 40;

    private static final int SHOWN_TYPES = 4;

    /** One for each slot, true where a run is; none when they would be too many. */
    public List<Boolean> blocks() {
        return worker.slots() > MOST_BLOCKS
                ? List.of()
                : IntStream.range(0, worker.slots())
                        .mapToObj(slot -> slot < worker.running())
                        .toList();
    }

    /** What its state means for what it runs; null when there is nothing to say. */
    public @Nullable String note() {
        return switch (worker.state()) {
            case STALE ->
                worker.running() == 0
                        ? "No heartbeat any more; it ran nothing."
                        : "No heartbeat any more: " + runs()
                                + " handed back at the next tick and started again elsewhere.";
            case DRAINING ->
                worker.running() == 0
                        ? "Claims nothing until it is resumed; it is empty and may be stopped."
                        : "Claims nothing until it is resumed; " + runs() + " left to finish.";
            case STOPPING -> "Shutting down; what it cannot finish in time is handed back.";
            case RUNNING -> worker.late() ? "Its heartbeat is late." : null;
            case STOPPED -> null;
        };
    }

    public boolean mayDrain() {
        return worker.state() == Condition.RUNNING;
    }

    public boolean mayResume() {
        return worker.state() == Condition.DRAINING;
    }

    /** The first of its types. */
    public List<String> someTypes() {
        return worker.taskTypes().stream().limit(SHOWN_TYPES).toList();
    }

    /** The types after those. */
    public List<String> otherTypes() {
        return worker.taskTypes().stream().skip(SHOWN_TYPES).toList();
    }

    private String runs() {
        return worker.running() == 1 ? "1 run is" : worker.running() + " runs are";
    }
}
