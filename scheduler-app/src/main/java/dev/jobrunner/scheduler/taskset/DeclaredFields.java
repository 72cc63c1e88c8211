package dev.jobrunner.scheduler.taskset;

import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.task.InvalidTaskException;
import dev.jobrunner.core.task.NewTask;
import dev.jobrunner.core.taskset.DeclaredTask;
import dev.jobrunner.scheduler.api.task.TaskBody;
import dev.jobrunner.scheduler.input.InvalidInputException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the fields of one task of a file, by the rules that a request for a new task is read by. */
final class DeclaredFields {

    /** What stands elsewhere in a file, or is said by whoever creates tasks that run once. */
    private static final Set<String> NOT_DECLARED = Set.of("name", "after", "after_failed");

    /** Fields that a file may have. */
    static final List<String> KNOWN = Stream.concat(
                    TaskBody.FIELDS_FOR_CREATION.stream().filter(field -> !NOT_DECLARED.contains(field)),
                    Stream.of("status"))
            .toList();

    private static final String PATTERN = "schedule_pattern";
    private static final String NEXT_RUN = "next_run_at";

    private final String name;
    private final ObjectNode fields;
    private final Problems problems;
    private final Set<String> wrong = new HashSet<>();

    /** @param own fields; null in them takes a default away */
    DeclaredFields(String name, ObjectNode own, ObjectNode defaults, Problems problems) {
        this.name = name;
        this.problems = problems;
        this.fields = defaults.deepCopy();
        fields.setAll(own);
        KNOWN.stream().filter(field -> fields.path(field).isNull()).forEach(fields::remove);
        fields.retain(KNOWN);
        boolean recurring = fields.has(PATTERN);
        for (String field : recurring ? List.of(NEXT_RUN) : TaskBody.FIELDS_OF_SLOTS) {
            if (!own.has(field)) {
                fields.remove(field);
            }
        }
    }

    /** Empty if something is wrong; it has been told then. */
    Optional<DeclaredTask> read() {
        String status = status();
        if (fields.has(PATTERN) && fields.has(NEXT_RUN)) {
            refuse(
                    NEXT_RUN,
                    "next_run_at is for a task that runs once; schedule_pattern and starts_at say when this one runs");
        }
        ObjectNode left = fields.deepCopy();
        left.remove("status");
        left.put("name", name);
        NewTask task = read(left);
        return task != null && wrong.isEmpty() ? Optional.of(new DeclaredTask(task, status)) : Optional.empty();
    }

    /** Takes out what is wrong and reads on, so that all of it is told at once. */
    private @Nullable NewTask read(ObjectNode left) {
        while (true) {
            try {
                return TaskBody.creation(left);
            } catch (InvalidInputException e) {
                if (!goesOnWithout(left, e.field(), e)) {
                    return null;
                }
            } catch (InvalidTaskException e) {
                if (!goesOnWithout(left, e.field(), e)) {
                    return null;
                }
            } catch (InvalidScheduleException e) {
                boolean ofPattern = e.field() == InvalidScheduleException.Field.PATTERN;
                if (!goesOnWithout(left, ofPattern ? PATTERN : e.field().inSnakeCase(), e)) {
                    return null;
                }
            }
        }
    }

    private boolean goesOnWithout(ObjectNode left, String path, RuntimeException failure) {
        String field = path.replaceFirst("[.\\[].*", "");
        if (wrong.contains(field)) {
            return false;
        }
        refuse(field, Objects.requireNonNullElse(failure.getMessage(), ""));
        if (field.equals("task_type")) {
            left.put(field, "x");
            return true;
        }
        if (field.equals(PATTERN)) {
            left.remove(TaskBody.FIELDS_OF_SLOTS);
        }
        return left.remove(field) != null;
    }

    private @Nullable String status() {
        JsonNode status = fields.path("status");
        if (status.isMissingNode()) {
            return null;
        }
        if (!status.isString() || !List.of("active", "paused").contains(status.asString())) {
            refuse(
                    "status",
                    "status '" + (status.isString() ? status.asString() : status) + "' is not allowed; allowed is "
                            + DeclaredTask.STATUSES);
            return null;
        }
        return status.asString();
    }

    private void refuse(String field, String message) {
        wrong.add(field);
        problems.add(name, field, message);
    }

    /** Where problems go. */
    interface Problems {
        void add(String task, String field, String message);
    }
}
