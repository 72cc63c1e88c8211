package dev.jobrunner.core.insight;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One word for a {@link HealthSnapshot}, and the sentences that lead to it, worst first. Each sentence says what to do.
 *
 * @param reasons empty when healthy
 */
public record HealthVerdict(Status status, List<String> reasons) {

    /** A due task that has waited this long although workers live is worth a look. */
    private static final long LATE_SECONDS = 120;

    /** Ticks that may be missing before the scheduler counts as down. */
    private static final double MISSED_TICKS = 6;

    public HealthVerdict {
        reasons = List.copyOf(reasons);
    }

    public static HealthVerdict of(HealthSnapshot health) {
        return of(health, UnhandledTypes.reasons(health.unhandledTypes()));
    }

    /** The same for people who are not signed in: the sentences name no task and no type. */
    public static HealthVerdict withoutNames(HealthSnapshot health) {
        return of(health, UnhandledTypes.reasonsWithoutNames(health.unhandledTypes()));
    }

    private static HealthVerdict of(HealthSnapshot health, List<String> unhandled) {
        List<String> critical = critical(health);
        List<String> degraded = degraded(health, unhandled);
        Status status = !critical.isEmpty() ? Status.CRITICAL : degraded.isEmpty() ? Status.HEALTHY : Status.DEGRADED;
        List<String> reasons = new ArrayList<>(critical);
        reasons.addAll(degraded);
        return new HealthVerdict(status, reasons);
    }

    private static List<String> critical(HealthSnapshot health) {
        List<String> reasons = new ArrayList<>();
        if (health.secondsSinceTick() == null || health.tickIntervalSeconds() == null) {
            reasons.add("no scheduler has ticked yet: start one");
        } else if (!ticks(health)) {
            reasons.add("no scheduler tick for %.0f s: restart the scheduler".formatted(health.secondsSinceTick()));
        }
        if (health.liveWorkers() == 0 && health.dueTasks() > 0) {
            reasons.add("%s due and no live worker: start workers".formatted(tasks(health.dueTasks(), "is", "are")));
        }
        if (allDrained(health) && health.dueTasks() > 0) {
            reasons.add(drained(health));
        }
        if (health.stuckTasks() > 0) {
            reasons.add("%s past the lock timeout: 'tasks list' shows which, 'tasks unlock ID' frees one"
                    .formatted(tasks(health.stuckTasks(), "runs", "run")));
        }
        return reasons;
    }

    private static List<String> degraded(HealthSnapshot health, List<String> unhandled) {
        List<String> reasons = new ArrayList<>();
        if (health.disabledTasks() > 0) {
            reasons.add("%s disabled after too many failures: mend the cause, then 'tasks reset ID'"
                    .formatted(tasks(health.disabledTasks(), "is", "are")));
        }
        reasons.addAll(unhandled);
        if (health.scheduleErrors() > 0) {
            reasons.add("%s a schedule that cannot be used: see schedule_error"
                    .formatted(tasks(health.scheduleErrors(), "has", "have")));
        }
        if (health.blockedTasks() > 0) {
            reasons.add("%s for another that will not succeed: 'tasks explain ID' says which"
                    .formatted(tasks(health.blockedTasks(), "waits", "wait")));
        }
        if (health.failedTasks() > 0) {
            reasons.add("%s and will be retried".formatted(tasks(health.failedTasks(), "has failed", "have failed")));
        }
        if (health.staleWorkers() > 0) {
            boolean one = health.staleWorkers() == 1;
            String silent = "%d %s no heartbeat any more"
                    .formatted(health.staleWorkers(), one ? "worker sends" : "workers send");
            reasons.add(
                    ticks(health)
                            ? silent + ": what " + (one ? "it" : "they") + " ran is handed back at the next tick"
                            : silent);
        }
        if (allDrained(health) && health.dueTasks() == 0) {
            reasons.add(drained(health));
        }
        if (health.liveWorkers() == 0 && health.dueTasks() == 0) {
            reasons.add("no live worker: start workers before the next task is due");
        }
        if (health.liveWorkers() > health.drainedWorkers()
                && health.oldestDueSeconds() > LATE_SECONDS
                && health.unhandledTypes().isEmpty()) {
            reasons.add("the oldest due task waits since %d s: more slots, or higher max_concurrent_runs"
                    .formatted(health.oldestDueSeconds()));
        }
        return reasons;
    }

    private static boolean allDrained(HealthSnapshot health) {
        return health.liveWorkers() > 0 && health.drainedWorkers() == health.liveWorkers();
    }

    private static String drained(HealthSnapshot health) {
        return "%s draining and no other is live, so nothing is started: 'workers resume ID'"
                .formatted(health.drainedWorkers() == 1 ? "1 worker is" : health.drainedWorkers() + " workers are");
    }

    private static boolean ticks(HealthSnapshot health) {
        return health.secondsSinceTick() != null
                && health.tickIntervalSeconds() != null
                && health.secondsSinceTick() <= MISSED_TICKS * health.tickIntervalSeconds();
    }

    private static String tasks(long count, String one, String many) {
        return count == 1 ? "1 task " + one : count + " tasks " + many;
    }

    /** How the whole is. */
    public enum Status {
        HEALTHY,
        DEGRADED,
        CRITICAL;

        /** As JSON and the command line spell it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
