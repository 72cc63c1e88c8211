package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.schedule.Blackout;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.text.SecretFields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A task as JSON shows it: the columns, with the payload as JSON rather than as text, its secrets hidden. */
record TaskView(
        long id,
        @Nullable String name,
        String taskType,
        @Nullable String schedulePattern,
        String timeZone,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        long jitterSeconds,
        String catchUp,
        @Nullable Integer catchUpLimit,
        @Nullable Long catchUpWindowSeconds,
        @Nullable String calendar,
        String inBlackout,
        @Nullable String status,
        @Nullable Instant nextRunAt,
        List<String> after,
        String afterFailed,
        @Nullable Instant notBefore,
        String lastStatus,
        @Nullable Instant lockedAt,
        @Nullable String lockedBy,
        int failCount,
        int maxConcurrentRuns,
        int priority,
        JsonNode payload,
        @Nullable String scheduleError,
        @Nullable String managedBy,
        List<String> differs) {

    static TaskView of(Task task) {
        Duration window = task.rules().catchUp().window();
        Blackout blackout = task.rules().blackout();
        return new TaskView(
                task.id(),
                task.name(),
                task.taskType(),
                task.schedulePattern(),
                task.timeZone(),
                task.rules().startsAt(),
                task.rules().endsAt(),
                task.rules().jitter().toSeconds(),
                task.rules().catchUp().mode().word(),
                task.rules().catchUp().limit(),
                window == null ? null : (Long) window.toSeconds(),
                blackout == null ? null : blackout.calendar(),
                (blackout == null ? Blackout.Mode.SKIP : blackout.mode()).word(),
                task.status(),
                task.nextRunAt(),
                task.after().tasks(),
                task.after().failed().word(),
                task.notBefore(),
                task.lastStatus(),
                task.lockedAt(),
                task.lockedBy(),
                task.failCount(),
                task.maxConcurrentRuns(),
                task.priority(),
                Answer.mapper().readTree(SecretFields.hide(task.payload())),
                task.scheduleError(),
                task.managed() == null ? null : task.managed().set(),
                task.managed() == null ? List.of() : task.managed().differs());
    }
}
