package dev.jobrunner.core.task;

import org.jspecify.annotations.Nullable;

/** Which tasks an operation is for: one by id, one by name, or all of a type. */
public record TaskSelector(
        @Nullable Long id, @Nullable String name, @Nullable String taskType) {

    public TaskSelector {
        if (id == null && name == null && taskType == null) {
            throw new IllegalArgumentException("A selector needs an id, a name or a type");
        }
    }

    public static TaskSelector byId(long id) {
        return new TaskSelector(id, null, null);
    }

    public static TaskSelector byType(String taskType) {
        return new TaskSelector(null, null, taskType);
    }

    /** A number is an id, everything else a name. */
    public static TaskSelector parse(String idOrName) {
        if (idOrName.matches("\\d{1,18}")) {
            return byId(Long.parseLong(idOrName));
        }
        return new TaskSelector(null, idOrName, null);
    }

    public TaskFilter filter() {
        if (id != null) {
            return TaskFilter.byId(id);
        }
        return taskType != null ? TaskFilter.byType(taskType) : TaskFilter.byName(String.valueOf(name));
    }

    @Override
    public String toString() {
        return id != null ? "task " + id : name != null ? "task '" + name + "'" : "tasks of type '" + taskType + "'";
    }
}
