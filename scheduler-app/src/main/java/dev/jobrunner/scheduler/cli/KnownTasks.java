package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.crontab.CrontabEntry;
import dev.jobrunner.core.crontab.CrontabImport;
import dev.jobrunner.core.crontab.CrontabOptions;
import dev.jobrunner.core.task.StuckAfter;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskFilter;
import dev.jobrunner.core.task.TaskSearch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Reads a crontab so that its tasks fit in with those that exist: new entries get types that nobody uses yet, entries that
 * were imported before keep theirs and can be told by their name.
 */
final class KnownTasks {

    private final List<Task> tasks;

    KnownTasks(DataSource database) {
        this.tasks = new TaskSearch(database, new StuckAfter(Map.of(), Duration.ofDays(1))).all(TaskFilter.ALL);
    }

    CrontabImport read(Path file, CrontabOptions options) throws IOException {
        Set<String> types = tasks.stream().map(Task::taskType).collect(Collectors.toCollection(HashSet::new));
        Set<String> imported = CrontabImport.read(file, options).entries().stream()
                .filter(entry -> isThere(entry.taskType(), entry.name()))
                .map(CrontabEntry::taskType)
                .collect(Collectors.toSet());
        types.removeAll(imported);
        return CrontabImport.read(file, options.withTakenTypes(types));
    }

    private boolean isThere(String type, String name) {
        return tasks.stream().anyMatch(task -> task.taskType().equals(type) && name.equals(task.name()));
    }
}
