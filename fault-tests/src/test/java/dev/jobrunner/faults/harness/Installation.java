package dev.jobrunner.faults.harness;

import dev.jobrunner.faults.harness.App.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where an installation keeps its files, and how its processes are started from the packaged jars. */
record Installation(Path folder) {

    static final String SCHEDULER = "scheduler";
    static final String WORKER = "worker";

    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final Path JOBS = Path.of("dev", "jobrunner", "worker", "job");

    /** A folder below {@code target/faults}, kept for whoever wants to see the logs of a failure. */
    static Installation named(String name) {
        try {
            Path folder = Path.of("target", "faults", NEXT.incrementAndGet() + "-" + name)
                    .toAbsolutePath();
            Files.createDirectories(folder.getParent());
            Path unique = Files.createTempDirectory(folder.getParent(), folder.getFileName() + "-");
            Files.createDirectories(unique.resolve("evidence"));
            copyJobs(unique.resolve("jobs"));
            return new Installation(unique);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that nobody else has. */
    private Path newEvidence() {
        return folder.resolve("evidence").resolve(NEXT.incrementAndGet() + ".evidence");
    }

    Launch scheduler(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("PORT", "0");
        all.put("SERVER_ADDRESS", "127.0.0.1");
        all.put("ADMIN_PASSWORD", SchedulerClient.PASSWORD);
        return new Launch(
                SCHEDULER,
                folder,
                newEvidence(),
                List.of("-jar", jar("scheduler-app").toString()),
                all);
    }

    /** The launcher of Boot's own jars that takes further folders; they come before the jar's own classes. */
    Launch worker(WorkerKind kind, Map<String, String> environment) {
        List<Path> path = new ArrayList<>(kind.patches());
        path.add(folder.resolve("jobs"));
        String loaderPath = path.stream().map(each -> each + "/").collect(Collectors.joining(","));
        return new Launch(
                WORKER,
                folder,
                newEvidence(),
                List.of(
                        "-Dloader.path=" + loaderPath,
                        "-cp",
                        jar("worker-app").toString(),
                        "org.springframework.boot.loader.launch.PropertiesLauncher"),
                environment);
    }

    private static Path jar(String module) {
        Path jar = Path.of("..", module, "target", module + ".jar")
                .toAbsolutePath()
                .normalize();
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not there: build it with mvn -pl fault-tests -am verify");
        }
        return jar;
    }

    private static void copyJobs(Path target) throws IOException {
        Path source = Path.of("target", "test-classes").resolve(JOBS);
        Path to = Files.createDirectories(target.resolve(JOBS));
        try (Stream<Path> classes = Files.list(source)) {
            for (Path each : classes.toList()) {
                Files.copy(each, to.resolve(each.getFileName()));
            }
        }
    }
}
