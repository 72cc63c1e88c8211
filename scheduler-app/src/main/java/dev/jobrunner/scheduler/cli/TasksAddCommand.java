package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.task.NewTask;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskType;
import dev.jobrunner.scheduler.input.InvalidInputException;
import dev.jobrunner.scheduler.input.PointInTime;
import dev.jobrunner.scheduler.input.WholeNumber;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tasks add}. */
@Command(
        name = "add",
        description = "Adds a task: recurring with --pattern, else one that runs once, at --at or as soon as possible.")
final class TasksAddCommand implements Callable<Integer> {

    private final CommandSession session;

    @Option(names = "--type", required = true, paramLabel = "TYPE", description = "Which handler runs it.")
    private String type = "";

    @Option(names = "--name", paramLabel = "NAME", description = "Unique name, for people and the other commands.")
    private @Nullable String name;

    @Option(names = "--pattern", paramLabel = "CRON", description = "When it recurs; quote it. 'preview' explains it.")
    private @Nullable String pattern;

    @Option(names = "--time-zone", paramLabel = "ZONE", description = "IANA name for the pattern; default UTC.")
    private String timeZone = "UTC";

    @Option(names = "--payload", paramLabel = "JSON", description = "What the handler gets; default {}.")
    private String payload = "{}";

    @Option(
            names = "--priority",
            paramLabel = "N",
            description = "Higher ones are claimed first, but waiting counts too; default 0.")
    private String priority = "0";

    @Option(names = "--at", paramLabel = "TIME", description = "First run, as in 2026-12-31T23:59:00Z.")
    private @Nullable String at;

    @Option(
            names = "--max-concurrent-runs",
            paramLabel = "N",
            description = "It starts only while fewer tasks of its type are running; default: that of the type.")
    private @Nullable String limit;

    @Mixin
    private AfterOptions after = new AfterOptions();

    @Mixin
    private RulesOptions rules = new RulesOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    TasksAddCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        long id = session.taskDefinitions()
                .create(
                        new NewTask(
                                name,
                                type(type),
                                pattern,
                                timeZone,
                                payload,
                                WholeNumber.parse("--priority", priority, Short.MIN_VALUE, Short.MAX_VALUE),
                                at == null ? null : PointInTime.parse("--at", at),
                                limit == null
                                        ? null
                                        : (Integer) WholeNumber.parse("--max-concurrent-runs", limit, 0, 10_000),
                                rules.creation(),
                                after.creation()),
                        session.actor());
        Task task = session.tasks().find(id).orElseThrow();
        if (json.wanted()) {
            session.answer().json(TaskView.of(task));
        } else {
            session.answer()
                    .line("task %d added; %s"
                            .formatted(
                                    id,
                                    task.notBefore() != null
                                            ? "it waits for "
                                                    + String.join(
                                                            ", ", task.after().tasks())
                                            : task.nextRunAt() == null
                                                    ? "the scheduler plans its first run at the next tick"
                                                    : "first run at " + Objects.requireNonNull(task.nextRunAt())));
        }
        return ExitCode.GOOD;
    }

    static TaskType type(String type) {
        try {
            return new TaskType(type);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("--type", type, "1 to 100 characters, none of them a control character");
        }
    }
}
