package dev.jobrunner.worker.handler.command;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a group of processes: asks each to end (SIGTERM), and kills (SIGKILL) those that have not ended after a while.
 * The group is looked at again and again, because a process may start others until its last moment.
 */
final class Termination {

    private static final Logger log = LoggerFactory.getLogger(Termination.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(25);
    private static final Duration LONGEST_KILL = Duration.ofSeconds(2);

    private final ProcessGroup group;
    private final Set<ProcessHandle> ended = new HashSet<>();
    private boolean interrupted;
    private boolean hurry;

    private Termination(ProcessGroup group) {
        this.group = group;
    }

    /**
     * Returns when all have ended, at the latest two seconds after the grace period. An interrupt meanwhile ends the
     * grace period, since somebody is waiting; it is kept for later.
     *
     * @return how many processes were ended
     */
    static int end(ProcessGroup group, Duration grace) {
        return new Termination(group).end(grace);
    }

    private int end(Duration grace) {
        interrupted = Thread.interrupted();
        try {
            if (!repeat(grace, this::ask, () -> hurry) && !repeat(LONGEST_KILL, this::kill, () -> false)) {
                log.warn("Processes of a run are still there although they were killed: {}", pids(group.living()));
            }
            return ended.size();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void ask(ProcessHandle process) {
        if (ended.add(process)) {
            process.destroy();
        }
    }

    private void kill(ProcessHandle process) {
        ended.add(process);
        process.destroyForcibly();
    }

    /** True if all have ended within the time. */
    private boolean repeat(Duration longest, Consumer<ProcessHandle> action, BooleanSupplier enough) {
        long start = System.nanoTime();
        do {
            Set<ProcessHandle> living = group.living();
            if (living.isEmpty()) {
                return true;
            }
            living.forEach(action);
            pause();
        } while (!enough.getAsBoolean() && System.nanoTime() - start < longest.toNanos());
        return group.living().isEmpty();
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
        } catch (InterruptedException e) {
            interrupted = true;
            hurry = true;
        }
    }

    private static List<Long> pids(Set<ProcessHandle> processes) {
        return processes.stream().map(ProcessHandle::pid).toList();
    }
}
