package dev.jobrunner.core.schedule;

import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Walks the slots of a pattern forward in real time; not thread safe, made for one walk.
 *
 * <p>Between two clock changes local time is real time plus a constant offset, so a walk is one stretch after the other.
 * The rule for clock changes is only about where the local times of a stretch begin. Wildcard hours begin with what the
 * clock shows after the change. Fixed hours begin with what it would show without the change: after a gap that adds the
 * times inside the gap, which run at its end, and after an overlap it leaves out the times that have been run.
 */
final class SlotWalk {

    private final CronFields fields;
    private final ZoneRules rules;
    private long offset;
    private long start;
    private long end;
    private long local;
    private long last = Long.MIN_VALUE;

    /** Starts so that the first slot is the first one not before {@code from}, in seconds since 1970. */
    SlotWalk(CronFields fields, ZoneRules rules, long from) {
        this.fields = fields;
        this.rules = rules;
        enter(from);
    }

    /** The next slot in seconds since 1970, always later than the one before. */
    long next() {
        while (true) {
            long found = fields.atOrAfter(local);
            if (found - offset >= end) {
                enter(end);
                continue;
            }
            local = found + 1;
            long slot = Math.max(found - offset, start);
            if (slot > last) {
                last = slot;
                return slot;
            }
        }
    }

    private void enter(long from) {
        Instant instant = Instant.ofEpochSecond(from);
        offset = rules.getOffset(instant).getTotalSeconds();
        start = from;
        local = from + offset;
        ZoneOffsetTransition following = rules.nextTransition(instant);
        end = following == null ? Long.MAX_VALUE : following.toEpochSecond();
        ZoneOffsetTransition change = rules.previousTransition(instant.plusSeconds(1));
        if (change == null || fields.wildcardHours()) {
            return;
        }
        long unchanged = change.toEpochSecond() + change.getOffsetBefore().getTotalSeconds();
        local = change.toEpochSecond() == from ? unchanged : Math.max(local, unchanged);
    }
}
