package dev.jobrunner.benchmarks.process;

import dev.jobrunner.benchmarks.measure.ProcessTree;
import java.util.ArrayList;
import java.util.List;

/**
 * The processes of one subject while it is measured.
 *
 * @param workers those that run jobs
 * @param others what else the subject needs to be running, such as a scheduler
 * @param recordings what the workers' handlers write down
 */
public record Fleet(List<Child> workers, List<Child> others, List<Recording> recordings) implements AutoCloseable {

    public Fleet {
        workers = List.copyOf(workers);
        others = List.copyOf(others);
        recordings = List.copyOf(recordings);
    }

    /** How many runs there have been. */
    public long count() {
        return recordings.stream().mapToLong(Recording::count).sum();
    }

    /** How many runs each process has had so far, to be given to {@link #runsSince}. */
    public List<Long> mark() {
        return recordings.stream().map(Recording::count).toList();
    }

    public List<Run> runsSince(List<Long> mark) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < recordings.size(); i++) {
            runs.addAll(recordings.get(i).runs(mark.get(i)));
        }
        return runs;
    }

    /** CPU time of all processes so far, in nanoseconds. */
    public long cpuNanos() {
        return all().stream()
                .mapToLong(child -> ProcessTree.cpuNanos(child.pid()))
                .sum();
    }

    public void mustLive() {
        all().forEach(Child::mustLive);
    }

    /** Ends everything at once: what is measured is over, and PostgreSQL's counters are complete when its backends are gone. */
    @Override
    public void close() {
        all().forEach(Child::close);
    }

    private List<Child> all() {
        List<Child> all = new ArrayList<>(workers);
        all.addAll(others);
        return all;
    }
}
