package dev.jobrunner.scheduler.api.task;

import dev.jobrunner.core.schedule.Blackout;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.text.SecretFields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** A task as the API shows it: the columns by their names, payloads as JSON with their secrets hidden. */
@Schema(name = "Task")
record TaskView(
        @Schema(example = "12") long id,

        @Schema(description = "Unique; null when it has none.", nullable = true, example = "daily report") @Nullable
        String name,

        @Schema(description = "Decides which handler runs it.", example = "report_generation")
        String taskType,

        @Schema(description = "Cron; null for a task that runs once.", nullable = true, example = "0 9 * * 1-5")
        @Nullable
        String schedulePattern,

        @Schema(description = "IANA name.", example = "Europe/Berlin")
        String timeZone,

        @Schema(
                description = "active, paused, disabled or completed; rows of an old system may have other words.",
                nullable = true,
                example = "active")
        @Nullable
        String status,

        @Schema(description = "Due from then on; null when it is not planned (yet).", nullable = true) @Nullable
        Instant nextRunAt,

        @Schema(description = "ready, running, completed or failed.", example = "completed")
        String lastStatus,

        @Schema(description = "Since when it runs; null when it does not.", nullable = true) @Nullable
        Instant lockedAt,

        @Schema(description = "The worker it runs on.", nullable = true) @Nullable
        String lockedBy,

        @Schema(description = "The run that is going on.", nullable = true) @Nullable
        Long runId,

        @Schema(description = "The slot that is, or was last, worked for.", nullable = true) @Nullable
        Instant scheduledFor,

        @Schema(description = "Tries of that slot so far.") int attempt,

        @Schema(description = "Since when the run shall end.", nullable = true) @Nullable
        Instant cancelRequestedAt,

        @Schema(description = "Failures in a row.") int failCount,

        @Schema(description = "It starts only while fewer tasks of its type than this run.", example = "1")
        int maxConcurrentRuns,

        @Schema(description = "Higher ones are claimed first, but waiting counts too.")
        int priority,

        @Schema(description = "What its handler gets; secret values are shown as •••.", type = "object")
        JsonNode payload,

        @Schema(description = "What its next run gets instead, once.", type = "object", nullable = true) @Nullable
        JsonNode nextPayload,

        @Schema(description = "Why no next run can be computed.", nullable = true) @Nullable
        String scheduleError,

        Instant createdAt,

        @Schema(description = "Of the definition, for If-Match; also the ETag.", example = "9f86d081884c7d65")
        String version,

        @Schema(description = "No slot of the pattern before; null: since ever.", nullable = true) @Nullable
        Instant startsAt,

        @Schema(description = "No slot of the pattern after; null: for ever.", nullable = true) @Nullable
        Instant endsAt,

        @Schema(description = "Runs start up to so much after their slot.")
        long jitterSeconds,

        @Schema(description = "What runs of slots that were missed: skip, one or all.", example = "one")
        String catchUp,

        @Schema(description = "For all: the newest so many; null: 100.", nullable = true) @Nullable
        Integer catchUpLimit,

        @Schema(
                description = "How late a slot may still start; null: 60 for skip, else without bound.",
                nullable = true)
        @Nullable
        Long catchUpWindowSeconds,

        @Schema(description = "The calendar that says when it has no slots.", nullable = true) @Nullable
        String calendar,

        @Schema(description = "Of slots in a blackout: skip or after.", example = "skip")
        String inBlackout,

        @Schema(
                description = "Names, or ids of those without one, of the tasks that have to succeed before it starts.",
                example = "[\"extract\"]")
        List<String> after,

        @Schema(description = "When one of those will not succeed: wait, skip or run.", example = "wait")
        String afterFailed,

        @Schema(
                description =
                        "Set while it waits for those: it is due then at the earliest; null when it does not wait.",
                nullable = true)
        @Nullable
        Instant notBefore,

        @Schema(description = "The set whose file declares it; null for none.", nullable = true, example = "reports")
        @Nullable
        String managedBy,

        @Schema(description = "Fields that are not as the file had them when it was applied last.")
        List<String> differs) {

    /** Numbers stay as they were written. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    static TaskView of(Task task) {
        Duration window = task.rules().catchUp().window();
        Blackout blackout = task.rules().blackout();
        return new TaskView(
                task.id(),
                task.name(),
                task.taskType(),
                task.schedulePattern(),
                task.timeZone(),
                task.status(),
                task.nextRunAt(),
                task.lastStatus(),
                task.lockedAt(),
                task.lockedBy(),
                task.runId(),
                task.scheduledFor(),
                task.attempt(),
                task.cancelRequestedAt(),
                task.failCount(),
                task.maxConcurrentRuns(),
                task.priority(),
                shown(task.payload()),
                task.nextPayload() == null ? null : shown(task.nextPayload()),
                task.scheduleError(),
                task.createdAt(),
                task.version(),
                task.rules().startsAt(),
                task.rules().endsAt(),
                task.rules().jitter().toSeconds(),
                task.rules().catchUp().mode().word(),
                task.rules().catchUp().limit(),
                window == null ? null : (Long) window.toSeconds(),
                blackout == null ? null : blackout.calendar(),
                (blackout == null ? Blackout.Mode.SKIP : blackout.mode()).word(),
                task.after().tasks(),
                task.after().failed().word(),
                task.notBefore(),
                task.managed() == null ? null : task.managed().set(),
                task.managed() == null ? List.of() : task.managed().differs());
    }

    private static JsonNode shown(String payload) {
        return JSON.readTree(SecretFields.hide(payload));
    }
}
