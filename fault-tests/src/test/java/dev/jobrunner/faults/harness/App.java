package dev.jobrunner.faults.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One of the applications, started from its jar as a process of its own. Closing kills it. */
public final class App implements AutoCloseable {

    private static final List<String> SMALL =
            List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");

    private final String name;
    private final Process process;
    private final Path log;
    private final Path evidence;
    private final Line line;
    private final Lifeline life;

    private App(Launch launch, Process process, Path log, Line line) {
        this.name = launch.name();
        this.process = process;
        this.log = log;
        this.evidence = launch.evidence();
        this.line = line;
        Survivors.watch(process);
        this.life = new Lifeline(process.pid(), System.nanoTime());
        CompletableFuture<Void> unused = process.onExit().thenRun(() -> life.ended(System.nanoTime()));
    }

    public static App start(Launch launch, Line line) {
        try {
            Path log = Files.createTempFile(launch.folder(), launch.name() + "-", ".log");
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(SMALL);
            command.addAll(launch.arguments());
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(
                            name -> name.matches(
                                    "(WORKER|HANDLER|LOCK|MAX|RETRY|SCHEDULER|DATABASE|SPRING|JOBRUNNER|LOG|SHUTDOWN)_.*|PORT|JAVA_TOOL_OPTIONS"));
            builder.environment().putAll(launch.environment());
            builder.environment().put("EVIDENCE_FILE", launch.evidence().toString());
            return new App(launch, builder.start(), log, line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Which of the applications it is. */
    String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    /** What its jobs write; missing until they do. */
    public Path evidence() {
        return evidence;
    }

    /** Its way to the database. */
    public Line line() {
        return line;
    }

    /** What has been done to it, by the monotonic clock. */
    public Lifeline life() {
        return life;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public boolean says(String text) {
        return log().contains(text);
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9}; returns when it is dead. */
    public void kill() {
        long before = System.nanoTime();
        process.destroyForcibly();
        process.onExit().join();
        life.killed(before, System.nanoTime());
    }

    /** SIGSTOP: every thread stands still, connections stay open. */
    public void freeze() {
        signal("STOP");
        life.frozen(System.nanoTime());
    }

    /** SIGCONT. */
    public void thaw() {
        life.thawed(System.nanoTime());
        signal("CONT");
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** @return whether it ended within that time */
    public boolean awaitEnd(Duration atMost) {
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while waiting for a process", e);
        }
    }

    public int exitCode() {
        return process.exitValue();
    }

    /** Memory that it really occupies, in KiB. */
    public long residentKilobytes() {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(pid()), "status")).stream()
                    .filter(each -> each.startsWith("VmRSS:"))
                    .map(each -> Long.parseLong(each.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0L);
        } catch (IOException e) {
            return 0;
        }
    }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, String.valueOf(pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + name + " " + pid() + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while sending a signal", e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
        line.close();
    }

    /**
     * How a process is started.
     *
     * @param evidence a file of its own: process ids come again
     * @param arguments of the JVM
     */
    public record Launch(
            String name, Path folder, Path evidence, List<String> arguments, Map<String, String> environment) {}
}
