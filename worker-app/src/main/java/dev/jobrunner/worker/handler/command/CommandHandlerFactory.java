package dev.jobrunner.worker.handler.command;

import dev.jobrunner.worker.handler.HandlerFactory;
import dev.jobrunner.worker.handler.TaskHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes handlers from command lines: whatever does not begin with a scheme such as {@code ftp://}. */
final class CommandHandlerFactory implements HandlerFactory {

    /** Gives a command a session of its own: what it started is found by it, and Ctrl-C at a terminal spares it. */
    private static final String SESSION_LEADER = "setsid";

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*", Pattern.DOTALL);

    private final SearchPath searchPath;
    private final CommandEnvironment environment;

    CommandHandlerFactory(Map<String, String> environmentOfWorker) {
        this.searchPath = new SearchPath(environmentOfWorker);
        this.environment = new CommandEnvironment(environmentOfWorker);
    }

    @Override
    public boolean accepts(String value) {
        return !SCHEME.matcher(value).matches();
    }

    @Override
    public TaskHandler create(String taskType, String value) {
        List<String> words = CommandLine.split(value);
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new IllegalArgumentException("the command line names no command");
        }
        searchPath.require(words.get(0));
        List<String> arguments = new ArrayList<>();
        if (searchPath.has(SESSION_LEADER)) {
            arguments.add(SESSION_LEADER);
        }
        arguments.addAll(words);
        return new CommandHandler(taskType, List.copyOf(arguments), environment);
    }
}
