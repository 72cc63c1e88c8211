package dev.jobrunner.core.crontab;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes an entry as a command line that is split into arguments by the quoting rules of POSIX and runs without a shell.
 * Whatever needs a shell is handed to one as a single quoted argument, unchanged.
 */
final class HandlerCommand {

    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    private static final Pattern PLAIN_COMMAND =
            Pattern.compile("[A-Za-z0-9_@%+:,./-]+(?:[ \\t]+[A-Za-z0-9_@%+=:,./-]+)*+");
    private static final Set<String> SHELL_WORDS = Set.of(
            ".",
            ":",
            "alias",
            "bg",
            "break",
            "case",
            "cd",
            "command",
            "continue",
            "declare",
            "eval",
            "exec",
            "exit",
            "export",
            "fg",
            "for",
            "function",
            "getopts",
            "hash",
            "if",
            "jobs",
            "let",
            "local",
            "popd",
            "pushd",
            "read",
            "readonly",
            "return",
            "set",
            "shift",
            "source",
            "time",
            "times",
            "trap",
            "type",
            "typeset",
            "ulimit",
            "umask",
            "unalias",
            "unset",
            "until",
            "wait",
            "while");

    private HandlerCommand() {}

    static String of(CrontabEntry entry) {
        String line = needsShell(entry.command())
                ? entry.environment().getOrDefault("SHELL", "sh") + " -c " + quoted(entry.command())
                : entry.command().replaceAll("[ \\t]+", " ");
        return environment(entry.environment()) + withInput(line, entry.stdin());
    }

    private static boolean needsShell(String command) {
        // A value that begins like an address would be taken for one.
        return !PLAIN_COMMAND.matcher(command).matches()
                || command.matches("(?i)https?://.*")
                || SHELL_WORDS.contains(command.split("[ \\t]", 2)[0]);
    }

    private static String environment(Map<String, String> environment) {
        return environment.isEmpty()
                ? ""
                : environment.entrySet().stream()
                        .map(variable -> quoted(variable.getKey() + "=" + variable.getValue()))
                        .collect(Collectors.joining(" ", "env ", " "));
    }

    private static String withInput(String line, @Nullable String stdin) {
        if (stdin == null) {
            return line;
        }
        if (stdin.isEmpty()) {
            return "sh -c " + quoted(line + " </dev/null");
        }
        String lines = Stream.of(stdin.substring(0, stdin.length() - 1).split("\n", -1))
                .map(HandlerCommand::quoted)
                .collect(Collectors.joining(" "));
        return "sh -c " + quoted("printf '%s\\n' " + lines + " | " + line);
    }

    /** One word for a shell as well as for the splitting of a command line. */
    private static String quoted(String word) {
        return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
