package dev.jobrunner.faults.harness;

import java.util.concurrent.TimeUnit;

/** Processes that never were, for tests of the checker; times in milliseconds. */
public final class Lifelines {

    private Lifelines() {}

    public static Lifeline healthy(long pid) {
        return new Lifeline(pid, 0);
    }

    public static Lifeline killed(long pid, long at) {
        Lifeline life = healthy(pid);
        life.killed(nanos(at), nanos(at));
        return life;
    }

    public static Lifeline frozen(long pid, long from, long to) {
        Lifeline life = healthy(pid);
        life.frozen(nanos(from));
        life.thawed(nanos(to));
        return life;
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
