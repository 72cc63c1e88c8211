package dev.jobrunner.core.crontab;

import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.schedule.Recurrence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one crontab line by line; made for one file. */
final class CrontabReader {

    static final int LONGEST_LINE = 8_192;
    static final int MOST_ENTRIES = 10_000;
    static final int MOST_PROBLEMS = 1_000;

    private static final Pattern NO_TEXT = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f\\ufffd]");

    private final CrontabOptions options;
    private final CrontabEnvironment environment = new CrontabEnvironment();
    private final TaskTypeNames names;
    private final Set<String> users = new HashSet<>();
    private final List<CrontabEntry> entries = new ArrayList<>();
    private final List<CrontabProblem> problems = new ArrayList<>();
    private final List<CrontabProblem> remarks = new ArrayList<>();

    CrontabReader(CrontabOptions options) {
        this.options = options;
        this.names = new TaskTypeNames(options.takenTypes());
    }

    CrontabImport read(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (problems.size() >= MOST_PROBLEMS || entries.size() >= MOST_ENTRIES) {
                problems.add(new CrontabProblem(
                        i + 1,
                        lines.get(i),
                        "is not read, nor is any line below: " + entries.size() + " entries and " + problems.size()
                                + " problems are enough; split the file, or check that it is a crontab"));
                break;
            }
            line(i + 1, lines.get(i));
        }
        return new CrontabImport(entries, problems, remarks);
    }

    private void line(int number, String raw) {
        if (raw.length() > LONGEST_LINE) {
            problem(number, raw, "has " + raw.length() + " characters; at most " + LONGEST_LINE + " are allowed");
            return;
        }
        String line = number == 1 && raw.startsWith("\ufeff") ? raw.substring(1).strip() : raw.strip();
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        Matcher noText = NO_TEXT.matcher(line);
        if (noText.find()) {
            problem(number, line, String.format(Locale.ROOT, "is not UTF-8 text: it contains U+%04X", (int)
                    line.charAt(noText.start())));
        } else if (CrontabEnvironment.isAssignment(line)) {
            String remark = environment.assign(line);
            if (remark != null) {
                remarks.add(new CrontabProblem(number, line, remark));
            }
        } else {
            entry(number, line);
        }
    }

    private void entry(int number, String line) {
        // A minus in front asks some crons not to log the run.
        String fields = line.startsWith("-") ? line.substring(1) : line;
        boolean macro = fields.startsWith("@");
        int times = macro ? 1 : 5;
        int columns = times + (options.withUserColumn() ? 1 : 0);
        String[] words = fields.split("[ \\t]+", columns + 1);
        if (macro && words[0].equalsIgnoreCase("@reboot")) {
            problem(number, line, "@reboot is no time: start it with the machine, for example as a service");
        } else if (words.length <= columns) {
            problem(
                    number,
                    line,
                    "is no entry: expected " + (macro ? "a macro" : "five time fields")
                            + (options.withUserColumn() ? ", a user" : "")
                            + " and a command, no comment and no NAME=value");
        } else {
            String pattern = macro ? words[0] : String.join(" ", List.of(words).subList(0, 5));
            take(number, line, pattern, options.withUserColumn() ? words[columns - 1] : null, words[columns]);
        }
    }

    private void take(int number, String line, String pattern, @Nullable String user, String field) {
        CommandText text = CommandText.of(field);
        if (text.command().isEmpty()) {
            problem(number, line, "has no command before its first %; write \\% for the sign itself");
            return;
        }
        if (needsBothDays(pattern)) {
            problem(
                    number,
                    line,
                    "cron runs it on days that match both day fields, because one begins with *; here"
                            + " either would be enough. Set one of them to * and test the other in the command");
            return;
        }
        try {
            Recurrence recurrence = Recurrence.parse(pattern, environment.timeZone(options.timeZone()));
            entries.add(new CrontabEntry(
                    number,
                    recurrence.pattern(),
                    recurrence.timeZone(),
                    user,
                    text.command(),
                    text.stdin(),
                    names.suggest(text.command()),
                    environment.forCommands()));
            remarkOnUser(number, line, user, text.command());
        } catch (InvalidScheduleException invalid) {
            problem(number, line, invalid.getMessage());
        }
    }

    private void remarkOnUser(int number, String line, @Nullable String user, String command) {
        if (user != null && users.add(user)) {
            remarks.add(new CrontabProblem(
                    number, line, "cron ran it as " + user + "; it will run as the user of the worker"));
        } else if (user == null && command.startsWith("root ")) {
            remarks.add(new CrontabProblem(
                    number, line, "'root' looks like a user column; if it is one, say so and read the file again"));
        }
    }

    /** Cron combines the day fields with "and" as soon as one begins with a star, even as in {@code *}{@code /2}. */
    private static boolean needsBothDays(String pattern) {
        String[] fields = pattern.split(" ", -1);
        if (fields.length != 5) {
            return false;
        }
        boolean neitherIsStar = !fields[2].matches("\\*(/1)?") && !fields[4].matches("\\*(/1)?");
        return neitherIsStar && (fields[2].startsWith("*") || fields[4].startsWith("*"));
    }

    private void problem(int number, String text, @Nullable String reason) {
        problems.add(new CrontabProblem(number, text, String.valueOf(reason)));
    }
}
