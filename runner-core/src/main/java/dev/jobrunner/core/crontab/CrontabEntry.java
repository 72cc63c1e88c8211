package dev.jobrunner.core.crontab;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a crontab. Only {@code taskType}, {@code pattern}, {@code timeZone} and {@link #name()} are for the
 * database; the rest is for the handlers file.
 *
 * @param line its line number, from 1
 * @param pattern five fields or a macro, checked
 * @param timeZone an IANA name, checked
 * @param user the user that cron ran it as; null in a crontab without such a column
 * @param command what cron gave to the shell, with {@code \%} already read as {@code %}
 * @param stdin what cron wrote to the command's input; null if the entry has no unescaped {@code %}
 * @param taskType a suggested type in lower snake case, unique among the entries and the types taken before
 * @param environment the variables set above the entry, in order, without those that only cron itself reads
 */
public record CrontabEntry(
        int line,
        String pattern,
        String timeZone,
        @Nullable String user,
        String command,
        @Nullable String stdin,
        String taskType,
        Map<String, String> environment) {

    public CrontabEntry {
        if (line < 1) {
            throw new IllegalArgumentException("line is " + line + ", must be at least 1");
        }
        if (command.isBlank()) {
            throw new IllegalArgumentException("command of line " + line + " is blank");
        }
    }

    /** A name for people that gives nothing of the command away but the words of the task type. */
    public String name() {
        return taskType.replace('_', ' ') + " (crontab line " + line + ")";
    }

    /** The setting that holds the command, such as {@code HANDLER_BACKUP}. */
    public String handlerSetting() {
        return "HANDLER_" + taskType.toUpperCase(Locale.ROOT);
    }

    /** The value of that setting: a command line for a worker to split, with a shell only where one is needed. */
    public String handlerValue() {
        return HandlerCommand.of(this);
    }
}
