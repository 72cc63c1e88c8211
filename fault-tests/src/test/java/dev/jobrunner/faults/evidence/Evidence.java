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
import java.util.stream.Stream;

/** Reads what the jobs of all processes have written. */
public final class Evidence {

    private static final String SUFFIX = ".evidence";

    private Evidence() {}

    /**
     * Executions in the order of their starts.
     *
     * @param lives by process id; every process that wrote has one
     */
    public static List<Execution> read(Path folder, Map<Long, Lifeline> lives) {
        List<Execution> executions = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each :
                    files.filter(file -> file.toString().endsWith(SUFFIX)).toList()) {
                long pid = Long.parseLong(each.getFileName().toString().replace(SUFFIX, ""));
                Lifeline life = lives.get(pid);
                if (life == null) {
                    throw new IllegalStateException("Evidence of a process that nobody started: " + each);
                }
                executions.addAll(read(Files.readString(each), life));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        executions.sort(Comparator.comparingLong(Execution::start));
        return executions;
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
