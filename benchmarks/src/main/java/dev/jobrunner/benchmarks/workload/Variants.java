package dev.jobrunner.benchmarks.workload;

/** Names of variants that reports refer to. */
public final class Variants {

    public static final String W1_ONE = Throughput.ONE_PROCESS;
    public static final String W1_FIVE = Throughput.FIVE_PROCESSES;
    public static final String W2 = Recurring.VARIANT;
    public static final String W3 = Pickup.VARIANT;
    public static final String W4 = Idle.VARIANT;
    public static final String W5_EMPTY = Growth.EMPTY;
    public static final String W5_HISTORY = Growth.HISTORY;
    public static final String W5_SATURATED = Growth.SATURATED;
    public static final String W5_CLEANUP = Growth.CLEANUP;
    public static final String W6 = Limits.VARIANT;
    public static final String W7_SHARED = Start.SHARED;

    private Variants() {}
}
