package dev.jobrunner.scheduler.taskset;

import dev.jobrunner.core.taskset.FieldChange;
import dev.jobrunner.core.taskset.SetPlan;
import dev.jobrunner.core.taskset.TaskPlan;
import dev.jobrunner.core.text.SecretFields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** A plan as JSON shows it, payloads with their secrets hidden. */
@Schema(name = "SetPlan")
public record PlanView(
        @Schema(description = "Name of the set.", example = "reports")
        String set,

        @Schema(description = "Whether applying it does anything.")
        boolean different,

        @Schema(description = "The same as long as the same would be done, for If-Match; also the ETag.")
        String version,

        @Schema(description = "Those of the file in its order, then those that it names no more.")
        List<TaskView> tasks) {

    /** Numbers stay as they were written. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** The plan as it is shown. */
    public static PlanView of(SetPlan plan) {
        return new PlanView(
                plan.set(),
                plan.isDifferent(),
                plan.version(),
                plan.tasks().stream().map(TaskView::of).toList());
    }

    /** One task of it. */
    @Schema(name = "PlannedTask")
    public record TaskView(
            @Schema(
                    description =
                            "create, change, none, or for a task that the file names no more: pause, delete, release, or left.",
                    example = "change")
            String action,

            @Schema(example = "daily report") String name,

            @Schema(description = "Null for a task that is not there yet.", nullable = true, example = "12") @Nullable
            Long taskId,

            @Schema(description = "The fields that become others.")
            List<ChangeView> changes) {

        static TaskView of(TaskPlan plan) {
            return new TaskView(
                    plan.deed().word(),
                    plan.name(),
                    plan.id(),
                    plan.changes().stream().map(ChangeView::of).toList());
        }
    }

    /** One field of it. */
    @Schema(name = "PlannedChange")
    public record ChangeView(
            @Schema(
                    description = "A column of the task; managed_by for the set that it belongs to.",
                    example = "time_zone")
            String field,

            @Schema(description = "Any JSON; null for none.", nullable = true)
            JsonNode from,

            @Schema(description = "Any JSON; null for none.", nullable = true)
            JsonNode to) {

        static ChangeView of(FieldChange change) {
            return new ChangeView(change.field(), shown(change.from()), shown(change.to()));
        }

        private static JsonNode shown(JsonNode value) {
            return JSON.readTree(SecretFields.hide(value.toString()));
        }
    }
}
