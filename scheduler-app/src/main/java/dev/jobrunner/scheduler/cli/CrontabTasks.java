package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.crontab.CrontabEntry;
import dev.jobrunner.core.crontab.CrontabImport;
import dev.jobrunner.core.crontab.CrontabProblem;
import dev.jobrunner.core.task.NewTask;
import dev.jobrunner.core.task.TaskDefinitions;
import dev.jobrunner.core.task.TaskFilter;
import dev.jobrunner.core.task.TaskSearch;
import dev.jobrunner.core.task.TaskType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Shows what a crontab becomes, and makes it so when told to. */
final class CrontabTasks {

    private final CommandSession session;
    private final CrontabImport read;

    CrontabTasks(CommandSession session, CrontabImport read) {
        this.session = session;
        this.read = read;
    }

    int take(boolean apply, @Nullable Path handlers, boolean json) throws IOException {
        if (handlers != null) {
            writeHandlers(handlers);
        }
        List<Imported> tasks = apply
                ? apply()
                : read.entries().stream()
                        .map(entry -> Imported.of(entry, "would be added"))
                        .toList();
        if (json) {
            session.answer().json(new Report(apply, tasks, read.problems(), read.remarks()));
        } else {
            print(tasks, apply);
        }
        return read.problems().isEmpty() ? ExitCode.GOOD : ExitCode.DEGRADED_OR_REFUSED;
    }

    /** All or none: a half-imported crontab would run some jobs twice and others not at all. */
    private List<Imported> apply() {
        TaskSearch tasks = session.tasks();
        TaskDefinitions definitions = session.taskDefinitions();
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(session.database()));
        return Objects.requireNonNull(transaction.execute(status -> {
            List<Imported> imported = new ArrayList<>();
            for (CrontabEntry entry : read.entries()) {
                boolean there = tasks.first(TaskFilter.byName(entry.name())).isPresent();
                if (!there) {
                    definitions.create(newTask(entry), session.actor());
                }
                imported.add(Imported.of(entry, there ? "is there already" : "added"));
            }
            return imported;
        }));
    }

    private static NewTask newTask(CrontabEntry entry) {
        return new NewTask(
                entry.name(), new TaskType(entry.taskType()), entry.pattern(), entry.timeZone(), "{}", 0, null, null);
    }

    /** Crontabs often hold passwords: the file is for its owner only, and no file is overwritten. */
    private void writeHandlers(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
        Files.writeString(file, read.handlersFile(), StandardOpenOption.TRUNCATE_EXISTING);
        session.answer().remark("commands written to " + file + "; review it and give its lines to the workers");
    }

    private void print(List<Imported> tasks, boolean applied) {
        if (!tasks.isEmpty()) {
            TextTable table = new TextTable("LINE", "PATTERN", "ZONE", "TYPE", "HANDLER SETTING", "RESULT");
            tasks.forEach(each -> table.row(
                    each.line(),
                    each.pattern(),
                    each.timeZone(),
                    each.taskType(),
                    each.handlerSetting(),
                    each.result()));
            session.answer().line(table.toString());
        }
        read.problems().forEach(each -> session.answer().remark("not taken: " + each));
        read.remarks().forEach(each -> session.answer().remark("note: " + each));
        session.answer()
                .line(
                        applied
                                ? "%d entries are tasks now, %d lines not taken"
                                        .formatted(tasks.size(), read.problems().size())
                                : "dry run: %d entries can be taken, %d lines not; --apply makes the tasks"
                                        .formatted(tasks.size(), read.problems().size()));
    }

    record Imported(
            int line,
            String pattern,
            String timeZone,
            String taskType,
            String name,
            String handlerSetting,
            String result) {
        static Imported of(CrontabEntry entry, String result) {
            return new Imported(
                    entry.line(),
                    entry.pattern(),
                    entry.timeZone(),
                    entry.taskType(),
                    entry.name(),
                    entry.handlerSetting(),
                    result);
        }
    }

    record Report(boolean applied, List<Imported> tasks, List<CrontabProblem> problems, List<CrontabProblem> remarks) {}
}
