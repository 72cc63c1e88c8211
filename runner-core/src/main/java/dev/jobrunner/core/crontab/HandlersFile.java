package dev.jobrunner.core.crontab;

import java.util.List;

/** Writes the handlers file: one setting a line, in double quotes, which shells, systemd and env-file readers share. */
final class HandlersFile {

    private static final String HEADER = """
            # Commands taken from a crontab. Review each one, then give this file to the workers, for example with
            #   set -a; . ./handlers.env; set +a
            # Different from cron: a command runs as the worker's user, in its folder and with its variables, and gets
            # the payload of the task as JSON on its input unless the crontab wrote something there.
            """;

    private HandlersFile() {}

    static String render(List<CrontabEntry> entries) {
        StringBuilder file = new StringBuilder(HEADER);
        for (CrontabEntry entry : entries) {
            file.append("\n# line ").append(entry.line()).append(": ").append(entry.pattern());
            file.append(" (").append(entry.timeZone()).append(')');
            if (entry.user() != null) {
                file.append(", as ").append(entry.user());
            }
            file.append('\n').append(entry.handlerSetting()).append('=');
            file.append(doubleQuoted(entry.handlerValue())).append('\n');
        }
        return file.toString();
    }

    private static String doubleQuoted(String value) {
        return '"' + value.replaceAll("[\\\\\"$`]", "\\\\$0") + '"';
    }
}
