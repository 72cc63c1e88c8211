package dev.jobrunner.benchmarks.workload;

import dev.jobrunner.benchmarks.process.Run;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** How the runs of one type used its slots. */
record SlotUse(List<Run> runs) {

    /** @param runs at least one, in any order */
    SlotUse {
        runs = runs.stream().sorted(Comparator.comparingLong(Run::start)).toList();
    }

    long firstStart() {
        return runs.get(0).start();
    }

    long lastStart() {
        return runs.get(runs.size() - 1).start();
    }

    /** The time that handlers were at work between two instants, that of several at once added up. */
    long busyNanos(long from, long to) {
        return runs.stream()
                .mapToLong(run -> Math.max(0, Math.min(run.end(), to) - Math.max(run.start(), from)))
                .sum();
    }

    /** How many runs started while as many as the limit were at work already. */
    long startsOver(int limit) {
        PriorityQueue<Long> ends = new PriorityQueue<>();
        long over = 0;
        for (Run run : runs) {
            while (!ends.isEmpty() && ends.peek() <= run.start()) {
                ends.poll();
            }
            if (ends.size() >= limit) {
                over++;
            }
            ends.add(run.end());
        }
        return over;
    }
}
