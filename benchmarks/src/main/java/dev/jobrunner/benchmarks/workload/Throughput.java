package dev.jobrunner.benchmarks.workload;

import dev.jobrunner.benchmarks.measure.Metric;
import dev.jobrunner.benchmarks.process.Types;
import dev.jobrunner.benchmarks.subject.Setup;
import dev.jobrunner.benchmarks.subject.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** W1: many due one-off jobs that do nothing. */
final class Throughput implements Workload {

    static final String ONE_PROCESS = "1 process × 10 slots";
    static final String FIVE_PROCESSES = "5 processes × 10 slots";

    /** What every workload that works off a heap of jobs shows. */
    static final List<Metric> COLUMNS = List.of(
            Metric.RATE,
            Metric.WORKER_CPU,
            Metric.DATABASE_CPU,
            Metric.TRANSACTIONS,
            Metric.STATEMENTS,
            Metric.STATEMENT_RATE,
            Metric.WAL);

    @Override
    public String id() {
        return "W1";
    }

    @Override
    public String title() {
        return "Throughput";
    }

    @Override
    public String description(Size size) {
        return "%,d one-off jobs that do nothing, all due at the same moment. From the first start of a handler to the moment at which the last job is settled."
                .formatted(size.jobs());
    }

    @Override
    public List<String> variants() {
        return List.of(ONE_PROCESS, FIVE_PROCESSES);
    }

    @Override
    public List<Metric> columns() {
        return COLUMNS;
    }

    @Override
    public List<Metric> judged() {
        return List.of(Metric.RATE, Metric.TOTAL_CPU, Metric.TRANSACTIONS, Metric.STATEMENTS, Metric.WAL);
    }

    @Override
    public Optional<String> base() {
        return Optional.of(ONE_PROCESS);
    }

    @Override
    public boolean isDetailed() {
        return true;
    }

    @Override
    public boolean suits(Subject subject, String variant) {
        return true;
    }

    @Override
    public void measure(Bench bench, Subject subject, String variant, Sink sink) throws Exception {
        int jobs = (int) (bench.size().jobs() * subject.share());
        new Drain(bench, subject, sink)
                .measure(
                        bench.database(subject),
                        setup(bench, subject, variant.equals(ONE_PROCESS) ? 1 : 5, 10),
                        Map.of(Types.NOOP, jobs),
                        Drain.Disturbance.NONE);
    }

    static Setup setup(Bench bench, Subject subject, int processes, int slots) throws Exception {
        return new Setup(
                processes,
                slots,
                List.of(Types.NOOP),
                false,
                bench.folder(subject),
                20 * bench.size().jobs());
    }
}
