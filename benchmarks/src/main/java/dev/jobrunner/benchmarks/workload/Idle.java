package dev.jobrunner.benchmarks.workload;

import dev.jobrunner.benchmarks.database.Database;
import dev.jobrunner.benchmarks.database.Meter;
import dev.jobrunner.benchmarks.database.Server;
import dev.jobrunner.benchmarks.measure.Metric;
import dev.jobrunner.benchmarks.measure.ProcessTree;
import dev.jobrunner.benchmarks.process.Await;
import dev.jobrunner.benchmarks.process.Child;
import dev.jobrunner.benchmarks.process.Fleet;
import dev.jobrunner.benchmarks.subject.Subject;
import java.time.Duration;
import java.util.List;

/** W4: what a system costs that has nothing to do. */
final class Idle implements Workload {

    static final String VARIANT = "5 processes, default settings";

    private static final int PROCESSES = 5;

    @Override
    public String id() {
        return "W4";
    }

    @Override
    public String title() {
        return "Idle";
    }

    @Override
    public String description(Size size) {
        return "Five idle workers, and a scheduler where the subject has one, watched for %d s. Peers have a pool of their slots and two connections more, as we set them up; memory and connections are those of a worker."
                .formatted(size.idleSeconds());
    }

    @Override
    public List<String> variants() {
        return List.of(VARIANT);
    }

    @Override
    public List<Metric> columns() {
        return List.of(
                Metric.TRANSACTION_RATE,
                Metric.STATEMENT_RATE,
                Metric.CORES,
                Metric.CORES_PROCESSES,
                Metric.CORES_DATABASE,
                Metric.CONNECTIONS,
                Metric.MEMORY);
    }

    @Override
    public List<Metric> judged() {
        return List.of(Metric.TRANSACTION_RATE, Metric.STATEMENT_RATE, Metric.CORES, Metric.CONNECTIONS, Metric.MEMORY);
    }

    @Override
    public boolean suits(Subject subject, String variant) {
        return subject.abilities().contains(Subject.Ability.WHOLE);
    }

    @Override
    public void measure(Bench bench, Subject subject, String variant, Sink sink) throws Exception {
        Database database = bench.database(subject);
        Server server = bench.server();
        try (Fleet fleet = subject.start(database, Throughput.setup(bench, subject, PROCESSES, 0))) {
            // JVMs go on compiling for a while, and pools on filling.
            Await.pause(Duration.ofSeconds(Math.max(10, bench.size().idleSeconds() / 2)));
            Meter meter = Meter.start(server, database, fleet);
            long transactions = server.transactions(database);
            Await.pause(Duration.ofSeconds(bench.size().idleSeconds()));
            fleet.mustLive();
            double seconds = meter.usage().seconds();
            sink.put(Metric.TRANSACTION_RATE, (server.transactions(database) - transactions) / seconds);
            put(meter.usage(), sink);
            sink.put(Metric.CONNECTIONS, (double) server.connections(database, "worker%") / PROCESSES);
            sink.put(Metric.MEMORY, residentMebibytes(fleet.workers()));
        }
    }

    private static void put(Meter.Usage usage, Sink sink) {
        double percent = 100.0 / usage.nanos();
        sink.put(Metric.STATEMENT_RATE, usage.statements() / usage.seconds());
        sink.put(Metric.CORES, (usage.processNanos() + usage.databaseNanos()) * percent);
        sink.put(Metric.CORES_PROCESSES, usage.processNanos() * percent);
        sink.put(Metric.CORES_DATABASE, usage.databaseNanos() * percent);
    }

    private static double residentMebibytes(List<Child> workers) {
        return workers.stream()
                        .mapToLong(worker -> ProcessTree.residentBytes(worker.pid()))
                        .average()
                        .orElseThrow()
                / (1024 * 1024);
    }
}
