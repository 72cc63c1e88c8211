package dev.jobrunner.benchmarks.measure;

/** What is measured, in which unit, and which way is better. */
public enum Metric {
    RATE("jobs/s", Better.HIGHER),
    WORKER_CPU("CPU µs/job, processes", Better.LOWER),
    DATABASE_CPU("CPU µs/job, PostgreSQL", Better.LOWER),
    TOTAL_CPU("CPU µs/job", Better.LOWER),
    TRANSACTIONS("transactions/job", Better.LOWER),
    STATEMENTS("statements/job", Better.LOWER),
    STATEMENT_RATE("statements/s", Better.LOWER),
    WAL("WAL bytes/job", Better.LOWER),
    ON_TIME("% within 1 s", Better.HIGHER),
    P50("p50 ms", Better.LOWER),
    P90("p90 ms", Better.LOWER),
    P99("p99 ms", Better.LOWER),
    LONGEST("longest ms", Better.LOWER),
    LATENCY("ms", Better.LOWER),
    TRANSACTION_RATE("transactions/s", Better.LOWER),
    CORES("% of a core, all", Better.LOWER),
    CORES_PROCESSES("% of a core, processes", Better.LOWER),
    CORES_DATABASE("% of a core, PostgreSQL", Better.LOWER),
    CONNECTIONS("connections/worker", Better.LOWER),
    MEMORY("MiB/worker", Better.LOWER),
    UTILISATION("% of allowed slot time", Better.HIGHER),
    OVER_LIMIT("starts over the limit", Better.LOWER),
    START("s to the first run", Better.LOWER),
    RUN_TWICE("jobs run twice", Better.LOWER),
    CUT_SHORT("disturbances that ended too early", Better.LOWER);

    private enum Better {
        HIGHER,
        LOWER
    }

    private final String label;
    private final Better better;

    Metric(String label, Better better) {
        this.label = label;
        this.better = better;
    }

    public String label() {
        return label;
    }

    /** Whether the first value is the better one of the two. */
    public boolean isBetter(double value, double other) {
        return better == Better.HIGHER ? value > other : value < other;
    }
}
