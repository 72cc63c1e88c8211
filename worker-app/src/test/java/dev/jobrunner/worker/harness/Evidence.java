package dev.jobrunner.worker.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What handlers write about themselves into a file per process, outside the database under test: one line at the start of
 * a run and one at its end, by the machine's monotonic clock, which all processes of one machine share.
 */
public final class Evidence implements AutoCloseable {

    private final FileChannel file;

    private Evidence(FileChannel file) {
        this.file = file;
    }

    static Evidence of(Path folder, long pid) {
        try {
            return new Evidence(FileChannel.open(
                    folder.resolve(pid + ".evidence"), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line, written whole: what a killed process has written stays readable. */
    void write(String event, long taskId, long runId, String taskType) {
        String line = String.join(
                        " ",
                        event,
                        String.valueOf(System.nanoTime()),
                        String.valueOf(taskId),
                        String.valueOf(runId),
                        taskType)
                + "\n";
        try {
            file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /**
     * Reads the files of all processes.
     *
     * @param killedAt by pid, when a process was killed: its open runs ended then at the latest
     */
    public static List<Execution> read(Path folder, Map<Long, Long> killedAt) throws IOException {
        List<Execution> executions = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each :
                    files.filter(path -> path.toString().endsWith(".evidence")).toList()) {
                long pid = Long.parseLong(each.getFileName().toString().replace(".evidence", ""));
                executions.addAll(read(each, killedAt.getOrDefault(pid, Long.MAX_VALUE)));
            }
        }
        executions.sort(Comparator.comparingLong(Execution::start));
        return executions;
    }

    private static List<Execution> read(Path file, long killedAt) throws IOException {
        Map<Long, Execution> byRun = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] part = line.split(" ", -1);
            long time = Long.parseLong(part[1]);
            long run = Long.parseLong(part[3]);
            if (part[0].equals("start")) {
                byRun.put(run, new Execution(Long.parseLong(part[2]), run, part[4], time, killedAt, false));
            } else {
                byRun.computeIfPresent(run, (key, open) -> open.endedAt(time));
            }
        }
        return List.copyOf(byRun.values());
    }

    /** One execution of a handler, by the monotonic clock. */
    public record Execution(long taskId, long runId, String taskType, long start, long end, boolean finished) {
        Execution endedAt(long time) {
            return new Execution(taskId, runId, taskType, start, time, true);
        }
    }
}
