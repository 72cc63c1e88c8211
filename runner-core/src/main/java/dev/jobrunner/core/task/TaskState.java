package dev.jobrunner.core.task;

import java.util.Locale;

/** What operators look for. Each is a predicate on a row {@code t}; the health page counts by the same ones. */
public enum TaskState {
    /** Should run now. */
    DUE("t.status = 'active' AND t.locked_at IS NULL AND t.next_run_at <= now()"),
    /** Somebody holds its lock. */
    RUNNING("t.locked_at IS NOT NULL"),
    /** Active, and its last run or runs failed. */
    FAILED("t.status = 'active' AND t.fail_count > 0"),
    /** Held for longer than its lock timeout allows, and nobody has ended that. */
    STUCK("""
            t.locked_at < now() - interval '1 second' * coalesce(
                CAST(CAST(:stuckAfter AS jsonb) ->> scheduled_task_environment_name(t.task_type) AS float8), :stuckOtherwise)"""),
    /** Active, and starts only when others have succeeded. */
    WAITING("t.status = 'active' AND t.not_before IS NOT NULL"),
    /** No next run can be computed. */
    SCHEDULE_ERROR("t.status = 'active' AND t.schedule_error IS NOT NULL");

    private final String predicate;

    TaskState(String predicate) {
        this.predicate = predicate;
    }

    /** As requests and pages spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String predicate() {
        return predicate;
    }
}
