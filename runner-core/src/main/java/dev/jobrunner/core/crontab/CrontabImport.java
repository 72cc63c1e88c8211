package dev.jobrunner.core.crontab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a crontab holds. Every line that is neither blank, a comment nor an assignment is either an entry or a problem.
 *
 * @param entries the entries that can run here, in the order of the file
 * @param problems the entries that cannot be taken, each with its reason
 * @param remarks what works differently from cron but stops nothing
 */
public record CrontabImport(List<CrontabEntry> entries, List<CrontabProblem> problems, List<CrontabProblem> remarks) {

    /** Larger files are refused unread. */
    public static final long MAX_BYTES = 16L << 20;

    public CrontabImport {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
        remarks = List.copyOf(remarks);
    }

    /** Reads lines of any content without failing; a carriage return at the end of a line is ignored. */
    public static CrontabImport read(List<String> lines, CrontabOptions options) {
        return new CrontabReader(options).read(lines);
    }

    /**
     * Reads a file of any content as UTF-8.
     *
     * @throws IOException if it cannot be read
     */
    public static CrontabImport read(Path file, CrontabOptions options) throws IOException {
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            String reason = "the file has " + size + " bytes; at most " + MAX_BYTES + " are read";
            return new CrontabImport(List.of(), List.of(new CrontabProblem(0, file.toString(), reason)), List.of());
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return read(List.of(text.split("\n", -1)), options);
    }

    /**
     * The commands as lines {@code HANDLER_<TYPE>="…"} for a person to review, with the time of each as a comment. A
     * shell ({@code set -a; . ./handlers.env}), systemd's {@code EnvironmentFile} and the usual readers of {@code .env}
     * files understand it. It may hold secrets, as crontabs do.
     */
    public String handlersFile() {
        return HandlersFile.render(entries);
    }
}
