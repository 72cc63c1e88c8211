package dev.jobrunner.benchmarks.workload;

import java.util.List;

/** All workloads, in the order of the report. A new one is a class and a line here. */
public final class Workloads {

    private Workloads() {}

    public static List<Workload> all() {
        return List.of(
                new Throughput(), new Recurring(), new Pickup(), new Idle(), new Growth(), new Limits(), new Start());
    }
}
