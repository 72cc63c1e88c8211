package dev.jobrunner.scheduler.dashboard.fleet;

import dev.jobrunner.core.fleet.Scheduler;
import dev.jobrunner.core.fleet.Worker;
import dev.jobrunner.core.fleet.Worker.Condition;
import java.util.Comparator;
import java.util.List;

/**
 * The fleet as the page shows it.
 *
 * @param workers those first that somebody should look at
 * @param live heard of and not ended
 * @param slots of the live ones
 * @param busy of these, how many run something
 * @param draining live ones that somebody has drained
 * @param stale not heard of any more
 */
public record FleetView(
        List<WorkerView> workers,
        List<Scheduler> schedulers,
        long live,
        long slots,
        long busy,
        long draining,
        long stale) {

    private static final List<Condition> ORDER =
            List.of(Condition.STALE, Condition.DRAINING, Condition.RUNNING, Condition.STOPPING, Condition.STOPPED);

    static FleetView of(List<Worker> workers, List<Scheduler> schedulers) {
        List<Worker> live = workers.stream().filter(Worker::live).toList();
        return new FleetView(
                workers.stream()
                        .sorted(Comparator.comparing((Worker worker) -> ORDER.indexOf(worker.state()))
                                .thenComparing(Worker::host)
                                .thenComparing(Worker::id))
                        .map(WorkerView::new)
                        .toList(),
                schedulers,
                live.size(),
                live.stream().mapToLong(Worker::slots).sum(),
                live.stream().mapToLong(Worker::running).sum(),
                count(workers, Condition.DRAINING),
                count(workers, Condition.STALE));
    }

    /** Whether somebody plans and looks after things: one that is silent then has just ended. */
    public boolean ticks() {
        return schedulers.stream().anyMatch(scheduler -> !scheduler.silent());
    }

    /** One sentence: what somebody should know. */
    public String sentence() {
        if (stale > 0) {
            return (stale == 1 ? "One worker sends" : stale + " workers send")
                    + " no heartbeat any more; what was running there runs again on others.";
        }
        if (live > 0 && draining == live) {
            return "All live workers are draining: nothing is started until one is resumed.";
        }
        if (live > 0 && busy >= slots) {
            return "Every slot is busy: what is due now waits.";
        }
        return live == 0 ? "Nobody runs tasks." : "Processes that run tasks, and those that plan them.";
    }

    private static long count(List<Worker> workers, Condition state) {
        return workers.stream().filter(worker -> worker.state() == state).count();
    }
}
