package dev.jobrunner.faults.evidence;

import dev.jobrunner.faults.harness.Lifeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One execution of a handler, by the monotonic clock.
 *
 * @param slot {@code scheduled_for}, in milliseconds since 1970
 * @param end of the handler, or of its process; the greatest value if neither has ended
 */
public record Execution(
        Lifeline process, long task, long run, int attempt, long slot, String type, long start, long end, Kind kind) {

    /** How an execution came to its end. */
    public enum Kind {
        /** The handler returned. */
        DONE,
        /** The handler threw, or was interrupted. */
        STOPPED,
        /** Its process ended under it. */
        CUT_OFF,
        RUNNING
    }

    public boolean done() {
        return kind == Kind.DONE;
    }

    /** When its process was killed or frozen while it ran; empty if neither happened. */
    Optional<Long> struckAt() {
        for (Lifeline.Span freeze : process.freezes()) {
            if (freeze.from() > start && freeze.from() < end) {
                return Optional.of(freeze.from());
            }
        }
        return kind == Kind.CUT_OFF && process.wasKilled() ? Optional.of(process.killedAt()) : Optional.empty();
    }

    /** The times at which it really ran: without those at which its process stood still. */
    List<Stretch> stretches() {
        List<Stretch> all = new ArrayList<>();
        long from = start;
        boolean thawed = false;
        for (Lifeline.Span freeze : process.freezes()) {
            if (freeze.to() <= from || freeze.from() >= end) {
                continue;
            }
            all.add(new Stretch(this, from, Math.max(from, freeze.from()), thawed));
            from = freeze.to();
            thawed = true;
        }
        if (from < end) {
            all.add(new Stretch(this, from, end, thawed));
        }
        return all;
    }

    /** @param afterFreeze whether its process had stood still before, while this went on */
    record Stretch(Execution of, long from, long to, boolean afterFreeze) {}
}
