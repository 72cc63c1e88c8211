package dev.jobrunner.worker.harness;

import dev.jobrunner.core.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A worker in a process of its own. Closing kills it. */
public final class WorkerProcess implements AutoCloseable {

    private final Process process;
    private final Path log;

    private WorkerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a worker on that database, with evidence and its log in {@code folder}. */
    public static WorkerProcess start(TestDatabase database, Path folder, Map<String, String> settings)
            throws IOException {
        Path log = Files.createTempFile(folder, "worker-", ".log");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EvidenceWorker.class.getName()));
        builder.environment().keySet().removeIf(name -> name.matches("(WORKER|HANDLER|LOCK|MAX|RETRY)_.*|PORT"));
        builder.environment()
                .put(
                        "DATABASE_URL",
                        database.jdbcUrl() + "&user=" + database.user() + "&password=" + database.password());
        builder.environment().put("SPRING_FLYWAY_ENABLED", "false"); // only on the class path of tests
        builder.environment().put("EVIDENCE_DIR", folder.toString());
        builder.environment().putAll(settings);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        return new WorkerProcess(builder.start(), log);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}; returns when it is dead, with the time of its death by the monotonic clock. */
    public long killHard() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
        return System.nanoTime();
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** @return whether it ended within that time */
    public boolean awaitEnd(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    public String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        try {
            killHard();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
