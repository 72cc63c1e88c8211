package dev.jobrunner.benchmarks.process;

import java.util.List;
import java.util.stream.IntStream;

/** The task types of the benchmark. Handlers tell by the name what to do. */
public final class Types {

    /** Does nothing. */
    public static final String NOOP = "noop";

    /** Its limit of one is used up by a run that never ends. */
    public static final String BLOCKED = "blocked";

    /** Nine types whose handlers take 5 ms: {@code limited_<limit>_<number>}, limits 1, 2, 3, 1, 2, … */
    public static final List<String> LIMITED = IntStream.rangeClosed(1, 9)
            .mapToObj(number -> "limited_" + (1 + (number - 1) % 3) + "_" + number)
            .toList();

    private Types() {}

    /** How many jobs of the type may run at once, over all processes. */
    public static int limit(String type) {
        return type.startsWith("limited_")
                ? Integer.parseInt(type.split("_", -1)[1])
                : type.equals(BLOCKED) ? 1 : 10_000;
    }

    /** What runs of the type are recorded under. */
    public static long key(String type) {
        return Long.parseLong(type.split("_", -1)[2]);
    }
}
