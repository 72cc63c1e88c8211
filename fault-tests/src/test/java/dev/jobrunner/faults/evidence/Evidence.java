package dev.jobrunner.faults.evidence;

import dev.jobrunner.faults.evidence.Execution.Kind;
import dev.jobrunner.faults.harness.Lifeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what the jobs of all processes have written. */
public final class Evidence {

    private Evidence() {}

    /**
     * Executions in the order of their starts.
     *
     * @param files one for each process; that of a process which has written nothing may be missing
     */
    public static List<Execution> read(Map<Path, Lifeline> files) {
        List<Execution> executions = new ArrayList<>();
        files.forEach((file, life) -> {
            if (Files.exists(file)) {
                executions.addAll(read(textOf(file), life));
            }
        });
        executions.sort(Comparator.comparingLong(Execution::start));
        return executions;
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Execution> read(String text, Lifeline life) {
        Map<Long, Execution> byRun = new HashMap<>();
        // A line that is just being written has no end yet, and is none.
        text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(line -> {
            String[] part = line.split(" ", 7);
            long time = Long.parseLong(part[1]);
            long run = Long.parseLong(part[3]);
            if (part[0].equals("start")) {
                boolean over = life.endedAt() != Long.MAX_VALUE;
                byRun.put(
                        run,
                        new Execution(
                                life,
                                Long.parseLong(part[2]),
                                run,
                                Integer.parseInt(part[4]),
                                Long.parseLong(part[5]),
                                part[6],
                                time,
                                life.endedAt(),
                                over ? Kind.CUT_OFF : Kind.RUNNING));
            } else {
                byRun.computeIfPresent(run, (key, open) -> ended(open, time, part[0]));
            }
        });
        return List.copyOf(byRun.values());
    }

    private static Execution ended(Execution open, long time, String how) {
        return new Execution(
                open.process(),
                open.task(),
                open.run(),
                open.attempt(),
                open.slot(),
                open.type(),
                open.start(),
                time,
                how.equals("done") ? Kind.DONE : Kind.STOPPED);
    }
}
