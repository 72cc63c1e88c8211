package dev.jobrunner.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A process that the benchmark has started; none outlives the benchmark. */
public final class Child implements AutoCloseable {

    private static final Set<Process> LIVING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LIVING.forEach(Process::destroyForcibly), "children"));
    }

    private final String name;
    private final Process process;
    private final Path log;
    private final long startedAt;

    private Child(String name, Process process, Path log, long startedAt) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.startedAt = startedAt;
    }

    /** @param log takes what the process prints */
    public static Child start(String name, List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(Child::wouldLeakIn);
        builder.environment().putAll(environment);
        long startedAt = System.nanoTime();
        Process process = builder.start();
        LIVING.add(process);
        return new Child(name, process, log, startedAt);
    }

    /** What a person has set for the product must not change what is measured. */
    private static boolean wouldLeakIn(String variable) {
        return variable.matches("(WORKER|SCHEDULER|DATABASE|HANDLER|SPRING|LOG|JOBRUNNER|JAVA_TOOL|JDK_JAVA)_.*|PORT");
    }

    public long pid() {
        return process.pid();
    }

    /** By {@link System#nanoTime()}, just before the process was made. */
    public long startedAt() {
        return startedAt;
    }

    /** @throws IllegalStateException if the process has ended; the message holds its last lines */
    public void mustLive() {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    name + " ended with " + process.exitValue() + ", its log " + log + " ends:\n" + lastLines());
        }
    }

    /**
     * Waits for the end.
     *
     * @throws IllegalStateException if the process ended with something else than 0
     */
    public void awaitSuccess() throws InterruptedException {
        int code = process.waitFor();
        LIVING.remove(process);
        if (code != 0) {
            throw new IllegalStateException(name + " ended with " + code + ", its log ends:\n" + lastLines());
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to end, as a platform does. */
    public void ask() {
        process.destroy();
    }

    /** Ends it at once. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LIVING.remove(process);
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return "(" + log + " cannot be read: " + e.getMessage() + ")";
        }
    }
}
