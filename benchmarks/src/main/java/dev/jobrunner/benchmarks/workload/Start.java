package dev.jobrunner.benchmarks.workload;

import dev.jobrunner.benchmarks.database.Database;
import dev.jobrunner.benchmarks.measure.Metric;
import dev.jobrunner.benchmarks.measure.ProcessTree;
import dev.jobrunner.benchmarks.process.Await;
import dev.jobrunner.benchmarks.process.Fleet;
import dev.jobrunner.benchmarks.process.Types;
import dev.jobrunner.benchmarks.subject.Client;
import dev.jobrunner.benchmarks.subject.Setup;
import dev.jobrunner.benchmarks.subject.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** W7: from the start of a process to its first run. */
final class Start implements Workload {

    static final String SHARED = "with class data sharing";
    static final String PLAIN = "without";

    private static final Duration SETTLING = Duration.ofSeconds(10);

    @Override
    public String id() {
        return "W7";
    }

    @Override
    public String title() {
        return "Start";
    }

    @Override
    public String description(Size size) {
        return "One worker, one due job, default settings: from the start of the process to the start of the handler, and the resident memory %d s later. Ours is a whole Spring Boot application, peers are a main method with a pool."
                .formatted(SETTLING.toSeconds());
    }

    @Override
    public List<String> variants() {
        return List.of(SHARED, PLAIN);
    }

    @Override
    public List<Metric> columns() {
        return List.of(Metric.START, Metric.MEMORY);
    }

    @Override
    public List<Metric> judged() {
        return List.of(Metric.START, Metric.MEMORY);
    }

    @Override
    public boolean suits(Subject subject, String variant) {
        return subject.abilities()
                .contains(variant.equals(SHARED) ? Subject.Ability.CLASS_SHARING : Subject.Ability.WHOLE);
    }

    @Override
    public void measure(Bench bench, Subject subject, String variant, Sink sink) throws Exception {
        for (int start = 0; start < bench.size().starts(); start++) {
            Database database = bench.database(subject);
            try (Client client = subject.connect(database)) {
                client.enqueue(Types.NOOP, 1, Instant.now());
            }
            Setup setup = new Setup(1, 0, List.of(Types.NOOP), variant.equals(SHARED), bench.folder(subject), 1_000);
            try (Fleet fleet = subject.startWorkers(database, setup)) {
                Await.until(
                        "the first run",
                        Duration.ofMinutes(2),
                        fleet,
                        () -> !fleet.recordings().get(0).runs(0).isEmpty());
                long first = fleet.recordings().get(0).runs(0).get(0).start();
                sink.put(Metric.START, (first - fleet.workers().get(0).startedAt()) / 1e9);
                Await.pause(SETTLING);
                sink.put(
                        Metric.MEMORY,
                        ProcessTree.residentBytes(fleet.workers().get(0).pid()) / (1024.0 * 1024));
            }
        }
    }
}
