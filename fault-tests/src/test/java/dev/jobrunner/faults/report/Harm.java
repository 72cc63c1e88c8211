package dev.jobrunner.faults.report;

import java.util.concurrent.atomic.AtomicInteger;

/** How often what was done to an installation. */
public final class Harm {

    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger databaseKills = new AtomicInteger();
    private final AtomicInteger freezes = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();

    /** A process of ours was killed. */
    public void kill() {
        kills.incrementAndGet();
    }

    public void databaseKill() {
        databaseKills.incrementAndGet();
    }

    public void freeze() {
        freezes.incrementAndGet();
    }

    /** Connections were cut, silenced or robbed of an answer. */
    public void cuts(int more) {
        cuts.addAndGet(more);
    }

    int kills() {
        return kills.get();
    }

    int databaseKills() {
        return databaseKills.get();
    }

    int freezes() {
        return freezes.get();
    }

    int cuts() {
        return cuts.get();
    }
}
