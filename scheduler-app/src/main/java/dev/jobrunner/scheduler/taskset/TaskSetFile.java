package dev.jobrunner.scheduler.taskset;

import dev.jobrunner.core.taskset.DeclaredTask;
import dev.jobrunner.core.taskset.TaskSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the file of a task set: YAML, or JSON of the same structure, with {@code set}, {@code tasks} by their names, and
 * {@code defaults} for what they share.
 */
public final class TaskSetFile {

    /** More problems than that are not looked for. */
    private static final int MOST_PROBLEMS = 200;

    private static final int LONGEST_KEY = 60;

    private static final int MOST_TASKS = 10_000;

    /** Each task has a copy of the defaults. */
    private static final int MOST_CHARACTERS_OF_DEFAULTS = 16 * 1024 * 1024;

    private static final List<String> PARTS = List.of("set", "defaults", "tasks");

    private final YamlText.Read yaml;
    private final Set<FileProblem> problems;

    private TaskSetFile(YamlText.Read yaml) {
        this.yaml = yaml;
        this.problems = new LinkedHashSet<>(yaml.problems());
    }

    /** @throws InvalidFileException with all that is wrong with it */
    public static TaskSet parse(String text) {
        TaskSetFile file = new TaskSetFile(YamlText.read(text));
        if (!(file.yaml.root() instanceof ObjectNode root)) {
            if (file.problems.isEmpty()) {
                file.problem(null, null, "the file needs set and tasks, and has neither");
            }
            throw file.refused();
        }
        String name = file.name(root);
        List<DeclaredTask> tasks = file.tasks(root);
        if (!file.problems.isEmpty()) {
            throw file.refused();
        }
        return new TaskSet(name, tasks);
    }

    private String name(ObjectNode root) {
        for (String part : root.propertyNames()) {
            if (!PARTS.contains(part)) {
                add(
                        yaml.line(part),
                        null,
                        null,
                        "'" + shown(part) + "' is no part of the file" + Meant.by(part, PARTS));
            }
        }
        JsonNode name = root.path("set");
        if (!name.isString() || !TaskSet.isName(name.asString())) {
            add(
                    yaml.line("set"),
                    null,
                    "set",
                    (name.isMissingNode() ? "set is missing" : "set " + name + " is not allowed")
                            + "; allowed is a name of " + TaskSet.NAMES);
        }
        return name.asString("");
    }

    private List<DeclaredTask> tasks(ObjectNode root) {
        ObjectNode defaults = mapping(root, "defaults", true);
        for (String field : defaults.propertyNames()) {
            requireField(field, yaml.line("defaults", field), null);
        }
        ObjectNode named = mapping(root, "tasks", false);
        if (named.size() > MOST_TASKS
                || (long) defaults.toString().length() * named.size() > MOST_CHARACTERS_OF_DEFAULTS) {
            add(
                    yaml.line("tasks"),
                    null,
                    "tasks",
                    "these are too many tasks (at most " + MOST_TASKS
                            + ", fewer with long defaults): make several sets of them");
            return List.of();
        }
        List<DeclaredTask> tasks = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : named.properties()) {
            if (problems.size() >= MOST_PROBLEMS) {
                break;
            }
            String task = each.getKey();
            if (each.getValue() instanceof ObjectNode own) {
                own.propertyNames().forEach(field -> requireField(field, yaml.line("tasks", task, field), task));
                new DeclaredFields(task, own, defaults, this::problem).read().ifPresent(tasks::add);
            } else {
                problem(task, null, "a task is its fields, indented below its name; task_type at the least");
            }
        }
        return tasks;
    }

    private ObjectNode mapping(ObjectNode root, String part, boolean optional) {
        if (root.get(part) instanceof ObjectNode mapping) {
            return mapping;
        }
        if (!optional || !root.path(part).isMissingNode()) {
            add(
                    yaml.line(part),
                    null,
                    part,
                    part + (root.has(part) ? " is not what is allowed" : " is missing") + "; allowed is "
                            + (part.equals("tasks")
                                    ? "each task's name with its fields below it; {} for no task"
                                    : "fields of a task"));
        }
        return JsonNodeFactory.instance.objectNode();
    }

    private void requireField(String field, int line, @Nullable String task) {
        if (!DeclaredFields.KNOWN.contains(field) && problems.size() < MOST_PROBLEMS) {
            add(
                    line,
                    task,
                    field,
                    field.equals("name")
                            ? "name is no field here: the key above the fields is the name"
                            : "'" + shown(field) + "' is no field of a task" + Meant.by(field, DeclaredFields.KNOWN));
        }
    }

    /** A field that the task does not have itself comes from the defaults, and it is wrong there. */
    private void problem(@Nullable String task, @Nullable String field, String message) {
        if (task != null && field != null && !yaml.has("tasks", task, field) && yaml.has("defaults", field)) {
            add(yaml.line("defaults", field), null, field, message);
        } else if (task != null) {
            add(field == null ? yaml.line("tasks", task) : yaml.line("tasks", task, field), task, field, message);
        } else {
            add(0, null, field, message);
        }
    }

    private void add(int line, @Nullable String task, @Nullable String field, String message) {
        problems.add(new FileProblem(line, task, field, message));
    }

    private static String shown(String key) {
        return key.length() <= LONGEST_KEY ? key : key.substring(0, LONGEST_KEY) + "...";
    }

    private InvalidFileException refused() {
        return new InvalidFileException(problems.stream()
                .limit(MOST_PROBLEMS)
                .sorted(Comparator.comparingInt(FileProblem::line))
                .toList());
    }
}
