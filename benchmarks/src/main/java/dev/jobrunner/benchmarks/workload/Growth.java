package dev.jobrunner.benchmarks.workload;

import dev.jobrunner.benchmarks.database.Database;
import dev.jobrunner.benchmarks.database.Server;
import dev.jobrunner.benchmarks.measure.Metric;
import dev.jobrunner.benchmarks.process.Await;
import dev.jobrunner.benchmarks.process.Child;
import dev.jobrunner.benchmarks.process.Types;
import dev.jobrunner.benchmarks.subject.Client;
import dev.jobrunner.benchmarks.subject.Ours;
import dev.jobrunner.benchmarks.subject.Setup;
import dev.jobrunner.benchmarks.subject.Subject;
import dev.jobrunner.benchmarks.subject.Subject.Ability;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** W5: W1 again, in a system that has become large. */
final class Growth implements Workload {

    static final String EMPTY = "empty tables";
    static final String HISTORY = "history and future";
    static final String SATURATED = "saturated type in front";
    static final String CLEANUP = "during a log cleanup";

    private static final int SLOTS = 10;

    @Override
    public String id() {
        return "W5";
    }

    @Override
    public String title() {
        return "Growth";
    }

    @Override
    public String description(Size size) {
        return "W1 in one process of 10 slots: in empty tables; with %,d finished runs and %,d tasks that are due later (subjects that keep no history: the tasks alone); with %,d due jobs in front whose type has its limit of one used up (it uses an eleventh slot); and while a cleanup removes the finished runs."
                .formatted(size.finished(), size.future(), size.future());
    }

    @Override
    public List<String> variants() {
        return List.of(EMPTY, HISTORY, SATURATED, CLEANUP);
    }

    @Override
    public List<Metric> columns() {
        return Throughput.COLUMNS;
    }

    @Override
    public List<Metric> judged() {
        return List.of(Metric.RATE, Metric.TOTAL_CPU);
    }

    @Override
    public Optional<String> base() {
        return Optional.of(EMPTY);
    }

    @Override
    public boolean suits(Subject subject, String variant) {
        Ability needed = switch (variant) {
            case SATURATED -> Ability.LIMITS;
            case CLEANUP -> Ability.CLEANUP;
            default -> Ability.FILLING;
        };
        return subject.abilities().contains(needed);
    }

    @Override
    public void measure(Bench bench, Subject subject, String variant, Sink sink) throws Exception {
        Setup setup = Throughput.setup(bench, subject, 1, SLOTS);
        Map<String, Integer> heap = Map.of(Types.NOOP, (int) (bench.size().jobs() * subject.share()));
        Drain drain = new Drain(bench, subject, sink);
        switch (variant) {
            case EMPTY -> drain.measure(bench.database(subject), setup, heap, Drain.Disturbance.NONE);
            case HISTORY -> drain.measure(filled(bench, subject), setup, heap, Drain.Disturbance.NONE);
            case SATURATED ->
                drain.measure(saturated(bench, subject), withBlocked(setup), heap, Drain.Disturbance.NONE);
            default -> {
                Database database = filled(bench, subject);
                drain.measure(
                        database, setup, heap, new Cleanup(bench.server(), (Ours) subject, database, setup.folder()));
            }
        }
    }

    private static Setup withBlocked(Setup setup) {
        return new Setup(1, SLOTS + 1, List.of(Types.NOOP, Types.BLOCKED), false, setup.folder(), setup.runs());
    }

    private static Database filled(Bench bench, Subject subject) throws Exception {
        return bench.database(subject, HISTORY, database -> {
            try (Client client = subject.connect(database)) {
                client.fill(bench.size().finished(), bench.size().future());
            }
        });
    }

    private static Database saturated(Bench bench, Subject subject) throws Exception {
        return bench.database(subject, SATURATED, database -> {
            try (Client client = subject.connect(database)) {
                client.enqueue(
                        Types.BLOCKED, bench.size().future(), Instant.now().minusSeconds(3600));
            }
        });
    }

    /** The product's own command, which deletes as fast as it can. */
    private static final class Cleanup implements Drain.Disturbance {

        /** What a command of the product needs to start. */
        private static final Duration STARTING = Duration.ofSeconds(6);

        private final Server server;
        private final Ours ours;
        private final Database database;
        private final Path folder;
        private @Nullable Child command;

        Cleanup(Server server, Ours ours, Database database, Path folder) {
            this.server = server;
            this.ours = ours;
            this.database = database;
            this.folder = folder;
        }

        @Override
        public Duration lead() {
            return Duration.ofSeconds(5);
        }

        @Override
        public void begin(Instant due) throws Exception {
            Await.pause(Duration.between(Instant.now(), due).minus(STARTING));
            command = ours.command(database, folder.resolve("cleanup.log"), "cleanup", "1");
            Await.until(
                    "the cleanup has begun",
                    Duration.ofSeconds(30),
                    null,
                    () -> server.connections(database, "command") > 0);
        }

        @Override
        public boolean end() {
            Child running = Objects.requireNonNull(command);
            boolean wentOn = running.isAlive();
            running.close();
            return wentOn;
        }
    }
}
