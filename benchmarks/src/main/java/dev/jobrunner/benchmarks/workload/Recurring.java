package dev.jobrunner.benchmarks.workload;

import dev.jobrunner.benchmarks.database.Database;
import dev.jobrunner.benchmarks.database.Meter;
import dev.jobrunner.benchmarks.measure.Metric;
import dev.jobrunner.benchmarks.process.Await;
import dev.jobrunner.benchmarks.process.Fleet;
import dev.jobrunner.benchmarks.process.Run;
import dev.jobrunner.benchmarks.subject.Client;
import dev.jobrunner.benchmarks.subject.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** W2: many tasks that are due every second. */
final class Recurring implements Workload {

    static final String VARIANT = "1 process × 10 slots";

    private static final long ON_TIME_NANOS = 1_000_000_000L;

    @Override
    public String id() {
        return "W2";
    }

    @Override
    public String title() {
        return "Recurring";
    }

    @Override
    public String description(Size size) {
        return "%,d tasks, each due every second, watched for %d s after as long a start. A slot is on time if its run starts within a second; one that is left out is not."
                .formatted(size.recurring(), size.recurringSeconds());
    }

    @Override
    public List<String> variants() {
        return List.of(VARIANT);
    }

    @Override
    public List<Metric> columns() {
        return List.of(
                Metric.ON_TIME,
                Metric.RATE,
                Metric.CORES,
                Metric.WORKER_CPU,
                Metric.DATABASE_CPU,
                Metric.STATEMENTS,
                Metric.WAL);
    }

    @Override
    public List<Metric> judged() {
        return List.of(Metric.ON_TIME, Metric.TOTAL_CPU, Metric.STATEMENTS, Metric.WAL);
    }

    @Override
    public boolean suits(Subject subject, String variant) {
        return subject.abilities().contains(Subject.Ability.EACH_SECOND);
    }

    @Override
    public void measure(Bench bench, Subject subject, String variant, Sink sink) throws Exception {
        Database database = bench.database(subject);
        int seconds = bench.size().recurringSeconds();
        try (Client client = subject.connect(database);
                Fleet fleet = subject.start(database, Throughput.setup(bench, subject, 1, 10))) {
            Instant first = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(6);
            client.repeatEachSecond(bench.size().recurring(), first);
            database.execute("ANALYZE");
            bench.progress("for " + 2 * seconds + " s");
            Instant begin = first.plusSeconds(seconds);
            Await.pause(Duration.between(Instant.now(), begin));
            Meter meter = Meter.start(bench.server(), database, fleet);
            long before = fleet.count();
            Await.pause(Duration.between(Instant.now(), begin.plusSeconds(seconds)));
            Meter.Usage usage = meter.usage();
            long runs = fleet.count() - before;
            fleet.mustLive();
            Await.pause(Duration.ofNanos(ON_TIME_NANOS).plusMillis(100)); // the last slots have that long
            put(usage, runs, sink);
            List<Run> all =
                    fleet.runsSince(fleet.recordings().stream().map(r -> 0L).toList());
            double due = (double) bench.size().recurring() * seconds;
            sink.put(Metric.ON_TIME, 100 * onTime(all, begin, begin.plusSeconds(seconds)) / due);
        }
    }

    private static void put(Meter.Usage usage, long runs, Sink sink) {
        sink.put(Metric.RATE, runs / usage.seconds());
        sink.put(Metric.CORES, 100.0 * (usage.processNanos() + usage.databaseNanos()) / usage.nanos());
        if (runs == 0) {
            return; // a subject that has not even begun by now
        }
        sink.put(Metric.WORKER_CPU, usage.processNanos() / 1e3 / runs);
        sink.put(Metric.DATABASE_CPU, usage.databaseNanos() / 1e3 / runs);
        sink.put(Metric.TOTAL_CPU, (usage.processNanos() + usage.databaseNanos()) / 1e3 / runs);
        sink.put(Metric.STATEMENTS, (double) usage.statements() / runs);
        sink.put(Metric.WAL, (double) usage.walBytes() / runs);
    }

    /** How many different slots of that time were started within a second. */
    private static long onTime(List<Run> runs, Instant begin, Instant end) {
        record Slot(long task, long millis) {}
        long monotonic = System.nanoTime();
        long epochNanos = ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
        long from = begin.toEpochMilli();
        long to = end.toEpochMilli();
        return runs.stream()
                .filter(run -> run.slotMillis() >= from && run.slotMillis() < to)
                .filter(run -> run.start() - monotonic + epochNanos - run.slotMillis() * 1_000_000 <= ON_TIME_NANOS)
                .map(run -> new Slot(run.key(), run.slotMillis()))
                .distinct()
                .count();
    }
}
