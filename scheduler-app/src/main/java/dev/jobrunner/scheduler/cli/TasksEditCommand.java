package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.task.Edit;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskEdit;
import dev.jobrunner.core.task.TaskSelector;
import dev.jobrunner.scheduler.input.InvalidInputException;
import dev.jobrunner.scheduler.input.PointInTime;
import dev.jobrunner.scheduler.input.WholeNumber;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tasks edit TASK}. */
@Command(
        name = "edit",
        description = "Changes what a task is; options that are not given leave their field, an empty value clears it.")
final class TasksEditCommand implements Callable<Integer> {

    private final CommandSession session;

    @Parameters(paramLabel = "TASK", description = "Id or name.")
    private String task = "";

    @Option(names = "--name", paramLabel = "NAME", description = "Unique name; '' for none.")
    private @Nullable String name;

    @Option(names = "--type", paramLabel = "TYPE", description = "Which handler runs it; not while it runs.")
    private @Nullable String type;

    @Option(names = "--pattern", paramLabel = "CRON", description = "When it recurs; '' makes it run once.")
    private @Nullable String pattern;

    @Option(names = "--time-zone", paramLabel = "ZONE", description = "IANA name for the pattern.")
    private @Nullable String timeZone;

    @Option(names = "--payload", paramLabel = "JSON", description = "What the handler gets.")
    private @Nullable String payload;

    @Option(
            names = "--priority",
            paramLabel = "N",
            description = "Higher ones are claimed first, but waiting counts too.")
    private @Nullable String priority;

    @Option(names = "--at", paramLabel = "TIME", description = "Next run; '' has it computed from the pattern.")
    private @Nullable String at;

    @Option(names = "--max-concurrent-runs", paramLabel = "N", description = "'' for the default of the type.")
    private @Nullable String limit;

    @Option(names = "--status", paramLabel = "WORD", description = "active, paused or disabled.")
    private @Nullable String status;

    @Mixin
    private AfterOptions after = new AfterOptions();

    @Mixin
    private RulesOptions rules = new RulesOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    TasksEditCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        TaskSelector selector = TaskSelector.parse(task);
        Optional<Task> found = session.tasks().first(selector.filter());
        if (found.isEmpty()) {
            session.answer().remark("there is no " + selector);
            return ExitCode.DEGRADED_OR_REFUSED;
        }
        long id = found.get().id();
        session.taskDefinitions().edit(id, edit(), null, session.actor());
        Task edited = session.tasks().find(id).orElseThrow();
        if (json.wanted()) {
            session.answer().json(TaskView.of(edited));
        } else {
            session.answer()
                    .line("%s edited; %s"
                            .formatted(
                                    edited.label(),
                                    edited.notBefore() != null
                                            ? "it waits for "
                                                    + String.join(
                                                            ", ", edited.after().tasks())
                                            : edited.nextRunAt() == null
                                                    ? "the scheduler plans its next run at the next tick"
                                                    : "next run at " + Objects.requireNonNull(edited.nextRunAt())));
        }
        return ExitCode.GOOD;
    }

    private TaskEdit edit() {
        if (Stream.of(name, type, pattern, timeZone, payload, priority, at, limit, status)
                        .allMatch(Objects::isNull)
                && !rules.given()
                && !after.given()) {
            throw new InvalidInputException("edit", "", "at least one option; --help lists them");
        }
        return new TaskEdit(
                of(name, text -> text),
                of(type, TasksAddCommand::type),
                of(pattern, text -> text),
                of(timeZone, text -> text),
                of(payload, text -> text),
                of(priority, text -> WholeNumber.parse("--priority", text, Short.MIN_VALUE, Short.MAX_VALUE)),
                of(limit, text -> WholeNumber.parse("--max-concurrent-runs", text, 0, 10_000)),
                of(at, text -> PointInTime.parse("--at", text)),
                of(status, text -> text),
                rules.edit(),
                after.edit());
    }

    private static <T> @Nullable Edit<T> of(@Nullable String option, Function<String, T> read) {
        return option == null ? null : new Edit<>(option.isBlank() ? null : read.apply(option));
    }
}
