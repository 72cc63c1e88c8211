package dev.jobrunner.benchmarks.workload;

import dev.jobrunner.benchmarks.database.Database;
import dev.jobrunner.benchmarks.measure.Metric;
import dev.jobrunner.benchmarks.measure.Statistics;
import dev.jobrunner.benchmarks.process.Await;
import dev.jobrunner.benchmarks.process.Fleet;
import dev.jobrunner.benchmarks.process.Run;
import dev.jobrunner.benchmarks.subject.Client;
import dev.jobrunner.benchmarks.subject.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** W3: how long a job waits for its handler on an idle system. */
final class Pickup implements Workload {

    static final String VARIANT = "1 process, default settings";

    private static final int WARM_UP = 10;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @Override
    public String id() {
        return "W3";
    }

    @Override
    public String title() {
        return "Pickup";
    }

    @Override
    public String description(Size size) {
        return "%d one-off jobs, committed one at a time by another process, ten a second at irregular moments, on an otherwise idle system. From the return of the commit to the start of the handler, by one clock."
                .formatted(size.pickups());
    }

    @Override
    public List<String> variants() {
        return List.of(VARIANT);
    }

    @Override
    public List<Metric> columns() {
        return List.of(Metric.P50, Metric.P90, Metric.P99, Metric.LONGEST);
    }

    @Override
    public List<Metric> judged() {
        return List.of(Metric.P50, Metric.P99);
    }

    @Override
    public boolean suits(Subject subject, String variant) {
        return subject.abilities().contains(Subject.Ability.WHOLE)
                || subject.name().equals("limit");
    }

    @Override
    public void measure(Bench bench, Subject subject, String variant, Sink sink) throws Exception {
        Database database = bench.database(subject);
        try (Client client = subject.connect(database);
                Fleet fleet = subject.start(database, Throughput.setup(bench, subject, 1, 0))) {
            commitOneByOne(client, fleet, WARM_UP);
            awaitRuns(fleet, WARM_UP);
            List<Long> mark = fleet.mark();
            Map<Long, Long> committed =
                    commitOneByOne(client, fleet, bench.size().pickups());
            awaitRuns(fleet, WARM_UP + bench.size().pickups());
            put(latencies(committed, fleet.runsSince(mark)), sink);
        }
    }

    /** @return when each key was committed */
    private static Map<Long, Long> commitOneByOne(Client client, Fleet fleet, int jobs) throws Exception {
        // Irregular, so that no poll interval can keep step with it; the same for every subject.
        Random random = new Random(jobs);
        Map<Long, Long> committed = new HashMap<>();
        long next = System.nanoTime();
        for (int i = 0; i < jobs; i++) {
            next += Duration.ofMillis(50 + random.nextInt(101)).toNanos();
            Await.pauseUntil(next);
            long key = client.enqueueOne();
            committed.put(key, System.nanoTime());
        }
        fleet.mustLive();
        return committed;
    }

    private static void awaitRuns(Fleet fleet, int runs) throws Exception {
        Await.until(runs + " runs", LONGEST, fleet, () -> fleet.count() >= runs);
    }

    private static List<Double> latencies(Map<Long, Long> committed, List<Run> runs) {
        List<Double> millis = new ArrayList<>();
        for (Run run : runs) {
            Long commit = committed.get(run.key());
            if (commit != null) {
                // A worker may learn of a commit before the client does.
                millis.add(Math.max(0, run.start() - commit) / 1e6);
            }
        }
        if (millis.size() != committed.size()) {
            throw new IllegalStateException(committed.size() + " jobs, but " + millis.size() + " runs of them");
        }
        return millis;
    }

    private static void put(List<Double> latencies, Sink sink) {
        latencies.forEach(millis -> sink.put(Metric.LATENCY, millis));
        sink.put(Metric.P50, Statistics.percentile(latencies, 50));
        sink.put(Metric.P90, Statistics.percentile(latencies, 90));
        sink.put(Metric.P99, Statistics.percentile(latencies, 99));
        sink.put(Metric.LONGEST, Statistics.percentile(latencies, 100));
    }
}
