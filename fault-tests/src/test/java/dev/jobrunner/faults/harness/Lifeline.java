package dev.jobrunner.faults.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a process was made to go through, by the monotonic clock. */
public final class Lifeline {

    private final long pid;
    private final long startedAt;
    private final List<long[]> freezes = new CopyOnWriteArrayList<>();
    private final List<Span> hindrances = new CopyOnWriteArrayList<>();
    private volatile long killAsked = Long.MAX_VALUE;
    private volatile long endedAt = Long.MAX_VALUE;

    Lifeline(long pid, long startedAt) {
        this.pid = pid;
        this.startedAt = startedAt;
    }

    public long pid() {
        return pid;
    }

    public long startedAt() {
        return startedAt;
    }

    /** When it had ended, however that came; for ever if it has not. */
    public long endedAt() {
        return endedAt;
    }

    /** When somebody began to kill it; for ever if nobody has. */
    public long killedAt() {
        return killAsked;
    }

    public boolean wasKilled() {
        return killAsked != Long.MAX_VALUE;
    }

    /** The times at which it stood still. */
    public List<Span> freezes() {
        List<Span> all = new ArrayList<>();
        for (long[] each : freezes) {
            all.add(new Span(each[0], each[1]));
        }
        return all;
    }

    /** Something kept it from the database, or it had been told to go: its runs might rightly be taken from it. */
    public void hindered(long from, long to) {
        hindrances.add(new Span(from, to));
    }

    /** The times at which it stood still or was hindered. */
    public List<Span> troubles() {
        List<Span> all = new ArrayList<>(hindrances);
        all.addAll(freezes());
        return all;
    }

    void killed(long asked, long dead) {
        killAsked = asked;
        endedAt = dead;
    }

    void ended(long at) {
        endedAt = Math.min(endedAt, at);
    }

    void frozen(long at) {
        freezes.add(new long[] {at, Long.MAX_VALUE});
    }

    void thawed(long at) {
        freezes.get(freezes.size() - 1)[1] = at;
    }

    /** From one moment to another. */
    public record Span(long from, long to) {}
}
