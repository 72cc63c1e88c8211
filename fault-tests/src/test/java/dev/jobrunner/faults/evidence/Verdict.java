package dev.jobrunner.faults.evidence;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the checker found.
 *
 * @param lost tasks that were neither done nor visibly given up
 * @param overlapping tasks of which two executions ran at once outside the declared window
 * @param zombie the longest overlap inside the declared window: a process that comes back from a freeze
 * @param overLimit types that exceeded their limit, with how many ran at once
 * @param mostPerProcess the most executions that one process had at any instant
 * @param stale runs that were entered as completed though they were not
 * @param twice tasks of which one slot was entered as completed twice
 * @param again how often work that had been done was done once more, since its end could not be entered
 * @param unrecorded executions without an entry
 * @param lostAlive runs that were taken from a process to which nothing had happened
 * @param recoveries from a kill or freeze under a run to the next start of its task, shortest first
 */
public record Verdict(
        int tasks,
        int executions,
        List<Long> lost,
        List<Long> overlapping,
        Duration zombie,
        Map<String, Integer> overLimit,
        int mostPerProcess,
        List<Long> stale,
        List<Long> twice,
        long again,
        List<Long> unrecorded,
        List<Long> lostAlive,
        List<Duration> recoveries) {

    /** Of a trial that ran no tasks. */
    public static final Verdict NOTHING = new Verdict(
            0,
            0,
            List.of(),
            List.of(),
            Duration.ZERO,
            Map.of(),
            0,
            List.of(),
            List.of(),
            0,
            List.of(),
            List.of(),
            List.of());

    /** Whether every promise that holds under any fault was kept. */
    public boolean clean() {
        return lost.isEmpty()
                && overlapping.isEmpty()
                && overLimit.isEmpty()
                && stale.isEmpty()
                && twice.isEmpty()
                && unrecorded.isEmpty();
    }

    public Duration medianRecovery() {
        return recoveries.isEmpty() ? Duration.ZERO : recoveries.get(recoveries.size() / 2);
    }

    public Duration longestRecovery() {
        return recoveries.isEmpty() ? Duration.ZERO : recoveries.get(recoveries.size() - 1);
    }
}
