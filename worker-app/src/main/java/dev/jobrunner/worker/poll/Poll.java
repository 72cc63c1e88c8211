package dev.jobrunner.worker.poll;

import dev.jobrunner.core.queue.Claim;
import dev.jobrunner.core.queue.TaskQueue;
import dev.jobrunner.worker.execute.TaskPool;
import dev.jobrunner.worker.fleet.Heartbeat;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/** One look for due tasks. Says itself when the next one should be; the loop is elsewhere. */
final class Poll {

    /** After something has happened: more may be on its way to be committed. */
    private static final Duration SOON = Duration.ofMillis(25);

    /** For another one's claim to end. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(2);

    /** Each wait in vain is so many times as long as the one before, up to the interval. */
    private static final int SLOWER = 4;

    /** Beats go on while they fail: one of them will allow claims again. */
    private static final Duration UNTIL_THE_NEXT_BEAT = Duration.ofSeconds(1);

    private final TaskQueue queue;
    private final TaskPool pool;
    private final Heartbeat heartbeat;
    private final PollSettings settings;
    private final Claims claims;
    private final Queue<String> ended = new ConcurrentLinkedQueue<>();
    private Duration idle = SOON;
    private int contended;

    Poll(TaskQueue queue, TaskPool pool, Heartbeat heartbeat, PollSettings settings, Claims claims) {
        this.queue = queue;
        this.pool = pool;
        this.heartbeat = heartbeat;
        this.settings = settings;
        this.claims = claims;
    }

    /** A run of this type has been settled. */
    void settled(String taskType) {
        ended.add(taskType);
    }

    /**
     * @param woken whether something has happened: a slot has become free, or a task due
     * @return the delay to the next turn, which the next such event may cut short
     */
    Duration turn(boolean woken) {
        if (woken) {
            idle = SOON;
        }
        if (claims.isClosed() || settings.environmentNames().isEmpty()) {
            return jittered(settings.interval());
        }
        if (!heartbeat.allowsClaims()) {
            return jittered(
                    UNTIL_THE_NEXT_BEAT.compareTo(settings.interval()) < 0 ? UNTIL_THE_NEXT_BEAT : settings.interval());
        }
        claims.sweep();
        int free = pool.free();
        if (free < 1 || heartbeat.isDrained()) {
            return jittered(settings.interval());
        }
        Map<String, Integer> endedBefore = endedByType();
        Claim claim = claims.claim(free);
        if (claims.isHungry()) {
            callOthers(claim.leftOver(), endedBefore);
            return jittered(settings.interval());
        }
        if (claim.contended()) {
            return untilTheOthersAreThrough();
        }
        contended = 0;
        if (!claim.tasks().isEmpty()) {
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

    /** A claim takes about a millisecond. Two that met must not meet again. */
    private Duration untilTheOthersAreThrough() {
        idle = SOON;
        Duration longest = SHORTEST_WAIT.multipliedBy(1L << Math.min(contended++, 10));
        long nanos = Math.min(longest.toNanos(), SOON.toNanos());
        return Duration.ofNanos(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
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
