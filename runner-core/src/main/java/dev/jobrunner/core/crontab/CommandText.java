package dev.jobrunner.core.crontab;

import org.jspecify.annotations.Nullable;

/** The sixth field of an entry, cut at the first percent sign as cron does. */
record CommandText(String command, @Nullable String stdin) {

    /** An unescaped percent sign is a line break, the first one ends the command, and {@code \%} is the sign itself. */
    static CommandText of(String field) {
        StringBuilder command = new StringBuilder();
        StringBuilder stdin = new StringBuilder();
        boolean inCommand = true;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            StringBuilder target = inCommand ? command : stdin;
            if (c == '\\' && i + 1 < field.length()) {
                i++;
                char escaped = field.charAt(i);
                target.append(escaped == '%' ? "%" : "\\" + escaped);
            } else if (c != '%') {
                target.append(c);
            } else if (inCommand) {
                inCommand = false;
            } else {
                stdin.append('\n');
            }
        }
        if (inCommand) {
            return new CommandText(command.toString().strip(), null);
        }
        if (!stdin.isEmpty() && stdin.charAt(stdin.length() - 1) != '\n') {
            stdin.append('\n');
        }
        return new CommandText(command.toString().strip(), stdin.toString());
    }
}
