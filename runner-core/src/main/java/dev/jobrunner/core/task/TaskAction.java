package dev.jobrunner.core.task;

import java.util.Locale;

/** What can be done to tasks that exist. Each is one statement, safe while workers and schedulers work on the same rows. */
public enum TaskAction {
    /** No new run starts; one that is going on goes on. */
    PAUSE("paused", "SET status = 'paused'", "t.status = 'active'"),
    /** Paused tasks become active; what was due meanwhile is caught up with one run. */
    RESUME("resumed", "SET status = 'active'", "t.status = 'paused'"),
    /** Due at once. A finished one-off task runs again; paused and disabled ones are not touched. */
    RUN("due now", """
            SET next_run_at = now(),
                status = 'active',
                next_payload = coalesce(CAST(:payload AS jsonb), t.next_payload)
            """, "t.status = 'active' OR (t.status = 'completed' AND t.schedule_pattern IS NULL)"),
    /** Forgets the failures and makes disabled tasks active. */
    RESET("reset", """
            SET fail_count = 0,
                loss_count = 0,
                status = 'active',
                last_status = CASE WHEN t.locked_at IS NULL THEN 'ready' ELSE t.last_status END,
                schedule_error = NULL
            """, "t.status IN ('active', 'disabled')"),
    /** Takes the lock away. A living worker stops the run within two heartbeats, and only then the task can run again. */
    UNLOCK("unlocked", "SET locked_at = NULL, locked_by = NULL", "t.locked_at IS NOT NULL"),
    /** Asks the worker to end the run; it ends as {@code cancelled}, without a retry. */
    CANCEL("told to stop", "SET cancel_requested_at = now()", "t.lock_token IS NOT NULL"),
    /** Removes tasks; the ledger of their runs stays. */
    DELETE("deleted", "", "true");

    private final String done;
    private final String set;
    private final String condition;

    TaskAction(String done, String set, String condition) {
        this.done = done;
        this.set = set;
        this.condition = condition;
    }

    /** As requests, commands and the audit spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As in {@code 2 tasks paused}. */
    public String done(long tasks) {
        return tasks + (tasks == 1 ? " task " : " tasks ") + done;
    }

    /** Why the task cannot be changed so, and what to do instead; without naming it. */
    public String whyNot(Task task) {
        return whyNot(new Standing(
                task.status(), task.lockedAt() != null, task.runId() != null, task.schedulePattern() == null));
    }

    String whyNot(Standing task) {
        return task.word() + ": " + reason(task);
    }

    String set() {
        return set;
    }

    String condition() {
        return condition;
    }

    private String reason(Standing task) {
        return switch (this) {
            case PAUSE -> "only active ones can be paused";
            case RESUME -> task.is("disabled") ? "reset makes it active" : "only paused ones can be resumed";
            case RUN -> notRun(task);
            case RESET -> task.is("paused") ? "resume makes it active" : "only active and disabled ones can be reset";
            case UNLOCK -> "it is not running";
            case CANCEL ->
                task.locked()
                        ? "its lock was set by hand and no worker holds it, unlock frees it"
                        : "it is not running";
            case DELETE -> "it has just been added anew";
        };
    }

    private static String notRun(Standing task) {
        return task.is("paused")
                ? "resume it first"
                : task.is("disabled")
                        ? "reset it first"
                        : "only active ones, and one-off tasks that have completed, can be run";
    }
}
