package dev.jobrunner.worker.poll;

import dev.jobrunner.core.fleet.HeldLock;
import dev.jobrunner.core.queue.Claim;
import dev.jobrunner.core.queue.ClaimRequest;
import dev.jobrunner.core.queue.ClaimedTask;
import dev.jobrunner.core.queue.TaskQueue;
import dev.jobrunner.worker.execute.TaskPool;
import dev.jobrunner.worker.fleet.Heartbeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.dao.DataAccessException;

/** One look for due tasks. Says itself when the next one should be; the loop is elsewhere. */
final class Poll {

    /** After something has happened: more may be on its way to be committed. */
    private static final Duration SOON = Duration.ofMillis(25);

    /** Each wait in vain is so many times as long as the one before, up to the interval. */
    private static final int SLOWER = 4;

    /** Beats go on while they fail: one of them will allow claims again. */
    private static final Duration UNTIL_THE_NEXT_BEAT = Duration.ofSeconds(1);

    private final TaskQueue queue;
    private final TaskPool pool;
    private final Heartbeat heartbeat;
    private final PollSettings settings;
    private final ClaimSweep sweep;
    private final Queue<String> ended = new ConcurrentLinkedQueue<>();
    private Duration idle = SOON;
    /** The last claim filled all slots, so that there is probably more. */
    private volatile boolean hungry;

    private volatile boolean closed;

    Poll(TaskQueue queue, TaskPool pool, Heartbeat heartbeat, PollSettings settings) {
        this.queue = queue;
        this.pool = pool;
        this.heartbeat = heartbeat;
        this.settings = settings;
        this.sweep = new ClaimSweep(queue, settings.workerId());
    }

    /** From now on nothing is started any more; what a claim on its way still brings is handed back. */
    void close() {
        closed = true;
    }

    /** A run of this type has been settled. */
    void settled(String taskType) {
        ended.add(taskType);
    }

    /** Whether a slot that becomes free is worth a claim at once; else only a type that is below its limit again is. */
    boolean isHungry() {
        return hungry;
    }

    /**
     * @param woken whether something has happened: a slot has become free, or a task due
     * @return the delay to the next turn, which the next such event may cut short
     */
    Duration turn(boolean woken) {
        if (woken) {
            idle = SOON;
        }
        if (closed || settings.environmentNames().isEmpty()) {
            return jittered(settings.interval());
        }
        if (!heartbeat.allowsClaims()) {
            return jittered(
                    UNTIL_THE_NEXT_BEAT.compareTo(settings.interval()) < 0 ? UNTIL_THE_NEXT_BEAT : settings.interval());
        }
        sweep.sweep(pool.held().stream().map(HeldLock::token).toList());
        int free = pool.free();
        if (free < 1 || heartbeat.isDrained()) {
            return jittered(settings.interval());
        }
        Map<String, Integer> endedBefore = endedByType();
        Claim claim = claim(free);
        hungry = claim.tasks().size() == free;
        startOrHandBack(claim.tasks());
        if (hungry) {
            callOthers(claim.leftOver(), endedBefore);
            return jittered(settings.interval());
        }
        if (claim.contended() || !claim.tasks().isEmpty()) {
            idle = SOON;
        }
        Duration wait = jittered(slower());
        return claim.nextDueIn()
                .map(Poll::justAfter)
                .filter(due -> due.compareTo(wait) < 0)
                .orElse(wait);
    }

    /**
     * A type that was at its limit until a run ended here may start another one, but this worker has taken something else. The others have
     * looked in vain before, and would find it at their next look only.
     */
    private void callOthers(Map<String, Integer> leftOver, Map<String, Integer> endedBefore) {
        boolean wasFull = leftOver.entrySet().stream()
                .anyMatch(type -> type.getValue() <= endedBefore.getOrDefault(type.getKey(), 0));
        if (wasFull) {
            queue.callOthers();
        }
    }

    /** Since the last claim. */
    private Map<String, Integer> endedByType() {
        Map<String, Integer> byType = new HashMap<>();
        for (String type = ended.poll(); type != null; type = ended.poll()) {
            byType.merge(type, 1, Integer::sum);
        }
        return byType;
    }

    /** Not all workers at the same moment, and never a moment too early. */
    private static Duration justAfter(Duration due) {
        return due.plusNanos(1_000_000 + ThreadLocalRandom.current().nextInt(4_000_000));
    }

    private Duration slower() {
        Duration now = idle.compareTo(settings.interval()) < 0 ? idle : settings.interval();
        idle = now.multipliedBy(SLOWER);
        return now;
    }

    private Claim claim(int slots) {
        boolean beats = heartbeat.wantsClaimToBeat();
        long sentAt = System.nanoTime();
        try {
            Claim claim = queue.claim(new ClaimRequest(settings.workerId(), settings.environmentNames(), slots, beats));
            if (!claim.tasks().isEmpty()) {
                sweep.claimed();
            }
            if (beats) {
                heartbeat.claimed(sentAt, claim.beaten());
            }
            return claim;
        } catch (DataAccessException e) {
            sweep.claimFailed();
            throw e;
        }
    }

    /** A claim that took longer than the fence allows may have been taken back meanwhile. */
    private void startOrHandBack(List<ClaimedTask> tasks) {
        List<ClaimedTask> tooLate = new ArrayList<>();
        for (ClaimedTask task : tasks) {
            if (closed || !heartbeat.fence().holds() || !pool.start(task)) {
                tooLate.add(task);
            }
        }
        pool.handBack(tooLate, "handed back: claimed too late to be started");
    }

    /** 95 to 100 %: never later than asked for, and never all workers at the same moment. */
    private static Duration jittered(Duration delay) {
        return Duration.ofNanos((long)
                (delay.toNanos() * (0.95 + 0.05 * ThreadLocalRandom.current().nextDouble())));
    }

    /**
     * What a poll needs to know.
     *
     * @param interval between two looks while nothing is due; the ceiling of the pickup delay
     * @param environmentNames the types that this worker can run
     */
    record PollSettings(String workerId, Set<String> environmentNames, Duration interval) {}
}
