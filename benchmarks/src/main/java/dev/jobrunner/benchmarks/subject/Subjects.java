package dev.jobrunner.benchmarks.subject;

import dev.jobrunner.benchmarks.loop.LimitWorker;
import dev.jobrunner.benchmarks.process.JvmOptions;
import java.util.List;
import java.util.Map;

/** All subjects, in the order of the tables. A new one is a class and a line here. */
public final class Subjects {

    private Subjects() {}

    public static List<Subject> all(Product product, JvmOptions options) {
        JavaProcesses processes = new JavaProcesses(options);
        Ours ours = new Ours("ours", "the product, default settings but for the slots", Map.of(), product);
        return List.of(
                ours,
                new Limit(LimitWorker.Mode.PIPELINE, ours, processes),
                new Limit(LimitWorker.Mode.LOOPS, ours, processes),
                new Limit(LimitWorker.Mode.PRODUCT_TABLES, ours, processes),
                new DbScheduler(DbScheduler.Mode.FETCH, processes),
                new DbScheduler(DbScheduler.Mode.LOCK, processes),
                new DbScheduler(DbScheduler.Mode.TUNED, processes),
                new JobRunr(processes),
                new Quartz(processes));
    }
}
