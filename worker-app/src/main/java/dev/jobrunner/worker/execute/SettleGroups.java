package dev.jobrunner.worker.execute;

import dev.jobrunner.core.queue.ClaimedTask;
import dev.jobrunner.core.queue.RunEnd;
import dev.jobrunner.core.queue.RunOutcome;
import dev.jobrunner.core.queue.Settled;
import dev.jobrunner.core.queue.TaskQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Sends ends of runs to the database in groups: whatever ends while one group is on its way goes in the next. There is no waiting for a
 * group to fill: an end that comes alone goes alone, at once. One of the threads that wait sends for all of them.
 */
final class SettleGroups {

    private static final int MOST_ENDS = 100;

    /** A group is closed once its outputs are longer than this together. */
    private static final int MOST_CHARACTERS = 1_000_000;

    private volatile Settling settling;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore sender = new Semaphore(1);

    SettleGroups(TaskQueue queue) {
        this.settling = queue::settle;
    }

    void settleThrough(Settling other) {
        settling = other;
    }

    /** The database will not have these values: the same write would be refused again. All else may pass, such as being read-only. */
    static boolean isRefused(RuntimeException e) {
        return e instanceof DataIntegrityViolationException;
    }

    /**
     * One try to settle, in whatever company. Returns after the commit.
     *
     * @param endedAt when the run ended, by the monotonic clock
     * @return as in {@link TaskQueue#settle(List)}
     * @throws DataAccessException as if this end had been sent alone
     */
    Optional<Settled> settle(ClaimedTask task, RunOutcome outcome, long endedAt) {
        Waiting mine = new Waiting(task, outcome, endedAt, Thread.currentThread());
        waiting.add(mine);
        while (!mine.isOver()) {
            if (sender.tryAcquire()) {
                try {
                    send(next());
                } finally {
                    sender.release();
                    wakeNextSender();
                }
            } else {
                LockSupport.park(this);
            }
        }
        return mine.result();
    }

    private void wakeNextSender() {
        Waiting first = waiting.peek();
        if (first != null) {
            LockSupport.unpark(first.thread);
        }
    }

    private List<Waiting> next() {
        List<Waiting> group = new ArrayList<>();
        int characters = 0;
        while (group.size() < MOST_ENDS && characters < MOST_CHARACTERS) {
            Waiting next = waiting.poll();
            if (next == null) {
                break;
            }
            group.add(next);
            characters += next.outcome.output().length();
        }
        return group;
    }

    private void send(List<Waiting> group) {
        if (group.isEmpty()) {
            return;
        }
        try {
            List<Optional<Settled>> settled =
                    settling.settle(group.stream().map(Waiting::end).toList());
            for (int i = 0; i < group.size(); i++) {
                if (group.size() > 1 && settled.get(i).isEmpty()) {
                    send(List.of(group.get(i))); // its lock is gone, or its row was busy: alone it waits for that
                } else {
                    group.get(i).settled(settled.get(i));
                }
            }
        } catch (RuntimeException e) {
            if (group.size() > 1 && (isRefused(e) || !(e instanceof DataAccessException))) {
                group.forEach(
                        each -> send(List.of(each))); // one of them is at fault, and the others must not suffer for it
            } else {
                group.forEach(each -> each.failed(e));
            }
        } catch (Error e) {
            group.forEach(each -> each.failed(new IllegalStateException("the group of ends could not be sent", e)));
            throw e;
        }
    }

    /** An end and the thread that waits for it to be settled. */
    private static final class Waiting {

        private final ClaimedTask task;
        private final RunOutcome outcome;
        private final long endedAt;
        private final Thread thread;
        private volatile @Nullable Supplier<Optional<Settled>> answer;

        Waiting(ClaimedTask task, RunOutcome outcome, long endedAt, Thread thread) {
            this.task = task;
            this.outcome = outcome;
            this.endedAt = endedAt;
            this.thread = thread;
        }

        RunEnd end() {
            return new RunEnd(task, outcome, Duration.ofNanos(System.nanoTime() - endedAt));
        }

        void settled(Optional<Settled> state) {
            answer(() -> state);
        }

        void failed(RuntimeException e) {
            answer(() -> {
                throw e;
            });
        }

        boolean isOver() {
            return answer != null;
        }

        Optional<Settled> result() {
            return Objects.requireNonNull(answer).get();
        }

        private void answer(Supplier<Optional<Settled>> given) {
            answer = given;
            LockSupport.unpark(thread);
        }
    }
}
