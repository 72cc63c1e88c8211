package dev.jobrunner.benchmarks.workload;

import dev.jobrunner.benchmarks.database.Database;
import dev.jobrunner.benchmarks.database.Meter;
import dev.jobrunner.benchmarks.measure.Metric;
import dev.jobrunner.benchmarks.process.Await;
import dev.jobrunner.benchmarks.process.Fleet;
import dev.jobrunner.benchmarks.process.Run;
import dev.jobrunner.benchmarks.subject.Client;
import dev.jobrunner.benchmarks.subject.Setup;
import dev.jobrunner.benchmarks.subject.Subject;
import dev.jobrunner.benchmarks.workload.Workload.Sink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Lets a subject work off a heap of jobs that are all due at one moment, and measures from the first start of a handler to the
 * moment at which the last job is settled. Starting, warming up and enqueuing are over before that.
 */
final class Drain {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Bench bench;
    private final Subject subject;
    private final Sink sink;

    Drain(Bench bench, Subject subject, Sink sink) {
        this.bench = bench;
        this.subject = subject;
        this.sink = sink;
    }

    /**
     * Measures once.
     *
     * @param heap how many jobs of which types
     * @param disturbance what goes on meanwhile
     * @return the runs of these jobs
     */
    List<Run> measure(Database database, Setup setup, Map<String, Integer> heap, Disturbance disturbance)
            throws Exception {
        int jobs = heap.values().stream().mapToInt(Integer::intValue).sum();
        Meter meter;
        List<Run> runs;
        try (Client client = subject.connect(database);
                Fleet fleet = subject.start(database, setup)) {
            warmUp(client, fleet, setup, heap);
            Instant due = Instant.now().plus(bench.size().quiet()).plus(disturbance.lead());
            if (!client.onlyNow()) {
                enqueue(client, heap, due);
            }
            database.execute("ANALYZE");
            disturbance.begin(due);
            pauseUntil(due);
            List<Long> mark = fleet.mark();
            meter = Meter.start(bench.server(), database, fleet);
            if (client.onlyNow()) {
                enqueue(client, heap, due);
            }
            runs = awaitEnd(client, fleet, mark, jobs, meter);
            sink.put(Metric.CUT_SHORT, disturbance.end() ? 0 : 1);
        }
        sink.put(Metric.TRANSACTIONS, (double) meter.transactions() / jobs);
        return runs;
    }

    private void warmUp(Client client, Fleet fleet, Setup setup, Map<String, Integer> heap) throws Exception {
        int each = (int) (bench.size().warmUp() * setup.processes() * subject.share() / heap.size());
        for (String type : heap.keySet()) {
            client.enqueue(type, each, Instant.now());
        }
        awaitRuns(fleet, (long) each * heap.size(), "warming up");
        Await.until("the warm-up is settled", LONGEST, fleet, () -> client.unsettled() == 0);
    }

    private static void enqueue(Client client, Map<String, Integer> heap, Instant due) throws Exception {
        for (Map.Entry<String, Integer> part : heap.entrySet()) {
            client.enqueue(part.getKey(), part.getValue(), due);
        }
    }

    private static void pauseUntil(Instant due) {
        Duration left = Duration.between(Instant.now(), due).minusMillis(100);
        if (left.isNegative()) {
            throw new IllegalStateException(
                    "The jobs were due before all of them had been enqueued: more quiet is needed");
        }
        Await.pause(left);
    }

    private List<Run> awaitEnd(Client client, Fleet fleet, List<Long> mark, int jobs, Meter meter) throws Exception {
        long before = mark.stream().mapToLong(Long::longValue).sum();
        awaitRuns(fleet, before + jobs, "");
        Await.until("all jobs are settled", LONGEST, fleet, () -> client.unsettled() == 0);
        long end = System.nanoTime();
        Meter.Usage usage = meter.usage();
        List<Run> runs = fleet.runsSince(mark);
        double seconds = (end - runs.stream().mapToLong(Run::start).min().orElseThrow()) / 1e9;
        sink.put(Metric.RATE, jobs / seconds);
        sink.put(Metric.WORKER_CPU, usage.processNanos() / 1e3 / jobs);
        sink.put(Metric.DATABASE_CPU, usage.databaseNanos() / 1e3 / jobs);
        sink.put(Metric.TOTAL_CPU, (usage.processNanos() + usage.databaseNanos()) / 1e3 / jobs);
        sink.put(Metric.WAL, (double) usage.walBytes() / jobs);
        sink.put(Metric.STATEMENTS, (double) usage.statements() / jobs);
        sink.put(Metric.STATEMENT_RATE, usage.statements() / seconds);
        sink.put(Metric.RUN_TWICE, runs.size() - jobs);
        bench.progress("%,d jobs in %.1f s: %,.0f/s".formatted(jobs, seconds, jobs / seconds));
        return runs;
    }

    private void awaitRuns(Fleet fleet, long count, String what) throws Exception {
        long[] shown = {System.nanoTime()};
        Await.until(count + " runs", LONGEST, fleet, () -> {
            if (System.nanoTime() - shown[0] > 5_000_000_000L) {
                shown[0] = System.nanoTime();
                bench.progress("%s %,d of %,d".formatted(what, fleet.count(), count));
            }
            return fleet.count() >= count;
        });
    }

    /** Something that goes on while jobs are worked off. */
    interface Disturbance {

        Disturbance NONE = due -> {};

        /** Begins it shortly before the jobs are due. */
        void begin(Instant due) throws Exception;

        /** How much more time than usual it needs for that. */
        default Duration lead() {
            return Duration.ZERO;
        }

        /**
         * Ends it.
         *
         * @return whether it had gone on until now
         */
        default boolean end() throws Exception {
            return true;
        }
    }
}
