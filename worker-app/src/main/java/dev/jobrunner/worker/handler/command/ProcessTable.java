package dev.jobrunner.worker.handler.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The living processes of this machine, read from {@code /proc}. Elsewhere than on Linux it is always empty. */
final class ProcessTable {

    private static final Path PROC = Path.of("/proc");
    private static final String PROCESS_DIRECTORIES = "[0-9]*";
    private static final int STATE = 0;
    private static final int PARENT = 1;
    private static final int SESSION = 3;
    private static final int START = 19;
    private static final int END_OF_ENVIRONMENT = 48;
    private static final String SESSION_OF_THE_KERNEL = "0";

    private static final int MOST_LOOKS = 200;
    private static final Duration BETWEEN_LOOKS = Duration.ofNanos(100_000);

    /**
     * One process. One that has ended and only waits to be reaped is not an entry.
     *
     * @param start in clock ticks since boot
     */
    record Entry(long pid, long parent, long session, long start) {}

    private ProcessTable() {}

    static List<Entry> read() {
        List<Entry> entries = new ArrayList<>();
        if (!Files.isDirectory(PROC)) {
            return entries;
        }
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(PROC, PROCESS_DIRECTORIES)) {
            for (Path directory : directories) {
                entry(Long.parseLong(directory.getFileName().toString())).ifPresent(entries::add);
            }
        } catch (IOException e) {
            return entries;
        }
        return entries;
    }

    static Optional<Entry> entry(long pid) {
        return content(pid, "stat").flatMap(stat -> parse(pid, stat));
    }

    /** The mark in the environment that the process was started with; empty if it has none or may not be read. */
    static Optional<RunMark> mark(long pid) {
        Optional<String> environment = content(pid, "environ");
        boolean changing = true;
        for (int look = 1;
                look < MOST_LOOKS
                        && changing
                        && environment.filter(String::isEmpty).isPresent();
                look++) {
            changing = changes(pid);
            if (changing) {
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
            environment = content(pid, "environ");
        }
        return environment.flatMap(RunMark::in);
    }

    /** Whether the process is just turning into another program: for that moment it has no environment, not even an empty one. */
    private static boolean changes(long pid) {
        return content(pid, "stat")
                .map(ProcessTable::fields)
                .filter(fields -> fields.length > END_OF_ENVIRONMENT)
                .filter(fields -> fields[END_OF_ENVIRONMENT].equals("0"))
                .filter(fields -> !fields[SESSION].equals(SESSION_OF_THE_KERNEL))
                .isPresent();
    }

    /** Whether the process counts its process ids as this one does, so that ids mean the same in both. */
    static boolean sharesProcessIds(long pid) {
        try {
            Path own = Files.readSymbolicLink(PROC.resolve("self/ns/pid"));
            return own.equals(Files.readSymbolicLink(PROC.resolve(pid + "/ns/pid")));
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Entry> parse(long pid, String stat) {
        String[] fields = fields(stat);
        if (fields.length <= START || fields[STATE].equals("Z") || fields[STATE].equals("X")) {
            return Optional.empty();
        }
        return Optional.of(new Entry(
                pid, Long.parseLong(fields[PARENT]), Long.parseLong(fields[SESSION]), Long.parseLong(fields[START])));
    }

    private static String[] fields(String stat) {
        // The name in parentheses may itself hold blanks and parentheses.
        return stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    }

    private static Optional<String> content(long pid, String file) {
        try {
            byte[] bytes = Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve(file));
            return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // The process has ended meanwhile, or is another user's.
            return Optional.empty();
        }
    }
}
