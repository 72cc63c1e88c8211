package dev.jobrunner.scheduler.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** The command line of the jar. */
public final class Commands {

    private static final String JSON = "json";

    private final Map<String, String> variables;
    private final Clock clock;

    /**
     * @param variables the environment
     * @param clock where previews begin when nobody says otherwise
     */
    public Commands(Map<String, String> variables, Clock clock) {
        this.variables = Map.copyOf(variables);
        this.clock = clock;
    }

    /** Whether these arguments are a command, and not an order to serve, perhaps with settings as {@code --name=value}. */
    public static boolean isCommand(String... arguments) {
        return arguments.length > 0
                && (!arguments[0].startsWith("--")
                        || List.of("--help", "--version").contains(arguments[0]));
    }

    /**
     * Runs one command.
     *
     * @param out for data
     * @param err for everything else
     * @return 0 good, 1 degraded or refused, 2 wrong use or unreachable, 3 something to do
     */
    public int run(PrintStream out, PrintStream err, String... arguments) {
        try (CommandSession session = new CommandSession(variables, clock, out, err)) {
            CommandLine line = root(session)
                    .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                    .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                    .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                    .setExecutionExceptionHandler((failure, command, parsed) -> {
                        Complaint complaint = Complaint.about(failure, session);
                        err.println(complaint.line());
                        return complaint.exitCode();
                    });
            return line.execute(withJsonAsOption(arguments));
        }
    }

    private static CommandLine root(CommandSession session) {
        CommandLine tasks = new CommandLine(new Group("tasks", "Lists, adds and changes tasks."))
                .addSubcommand(new TasksListCommand(session))
                .addSubcommand(new TasksShowCommand(session))
                .addSubcommand(new TasksAddCommand(session))
                .addSubcommand(new TasksEditCommand(session))
                .addSubcommand(new TasksPreviewCommand(session))
                .addSubcommand(new TasksExplainCommand(session))
                .addSubcommand(new TasksBackfillCommand(session));
        for (Verb verb : Verb.ALL) {
            CommandLine change = new CommandLine(new TasksChangeCommand(session, verb.action(), verb.word()));
            change.getCommandSpec().usageMessage().description(verb.meaning());
            tasks.addSubcommand(verb.word(), change);
        }
        CommandLine drain = new CommandLine(WorkersChangeCommand.drain(session));
        drain.getCommandSpec().usageMessage().description("It finishes what it runs and claims nothing more.");
        CommandLine resume = new CommandLine(WorkersChangeCommand.resume(session));
        resume.getCommandSpec().usageMessage().description("It claims again.");
        CommandLine workers = new CommandLine(new WorkersCommand(session))
                .addSubcommand("drain", drain)
                .addSubcommand("resume", resume);
        CommandLine runs = new CommandLine(new RunsCommand(session))
                .addSubcommand(new RunsShowCommand(session))
                .addSubcommand(new RunsOutputCommand(session));
        CommandLine root = new CommandLine(new Group("scheduler-app", "Without a command the scheduler starts."))
                .setCommandName("java -jar scheduler-app.jar")
                .addSubcommand(new HealthCommand(session))
                .addSubcommand("tasks", tasks)
                .addSubcommand("schedules", schedules(session))
                .addSubcommand("calendars", calendars(session))
                .addSubcommand("tokens", tokens(session))
                .addSubcommand("workers", workers)
                .addSubcommand(new AuditCommand(session))
                .addSubcommand("runs", runs)
                .addSubcommand(new PreviewCommand(session))
                .addSubcommand(new ImportCrontabCommand(session))
                .addSubcommand(new MigrateCommand(session))
                .addSubcommand(new CleanupCommand(session))
                .addSubcommand(new OptimizeCommand(session));
        withHelp(root);
        return root;
    }

    private static CommandLine schedules(CommandSession session) {
        return new CommandLine(new Group("schedules", "Keeps tasks as a file declares them."))
                .addSubcommand(new SchedulesValidateCommand(session))
                .addSubcommand(new SchedulesPlanCommand(session))
                .addSubcommand(new SchedulesApplyCommand(session));
    }

    private static CommandLine calendars(CommandSession session) {
        return new CommandLine(new Group("calendars", "Lists, shows, makes and deletes the calendars of tasks."))
                .addSubcommand(new CalendarsListCommand(session))
                .addSubcommand(new CalendarsShowCommand(session))
                .addSubcommand(new CalendarsSetCommand(session))
                .addSubcommand(new CalendarsDeleteCommand(session));
    }

    private static CommandLine tokens(CommandSession session) {
        return new CommandLine(new Group("tokens", "Lists, makes and revokes the tokens of programs."))
                .addSubcommand(new TokensListCommand(session))
                .addSubcommand(new TokensCreateCommand(session))
                .addSubcommand(new TokensRevokeCommand(session));
    }

    private static void withHelp(CommandLine line) {
        line.getCommandSpec().mixinStandardHelpOptions(true);
        line.getSubcommands().values().forEach(Commands::withHelp);
    }

    /** The word is only taken for the option where it cannot be the value of another one. */
    private static String[] withJsonAsOption(String[] arguments) {
        List<String> result = new ArrayList<>(List.of(arguments));
        int last = result.size() - 1;
        if (last > 0 && result.get(last).equals(JSON) && !result.get(last - 1).startsWith("--")) {
            result.set(last, "--" + JSON);
        }
        return result.toArray(String[]::new);
    }

    /** Only there for its commands. */
    @Command
    private static final class Group implements Runnable {

        @CommandLine.Spec
        private CommandSpec spec = CommandSpec.create();

        private final String name;
        private final String description;

        private Group(String name, String description) {
            this.name = name;
            this.description = description;
        }

        @Override
        public void run() {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "'" + name + "' needs a command; " + description);
        }
    }
}
