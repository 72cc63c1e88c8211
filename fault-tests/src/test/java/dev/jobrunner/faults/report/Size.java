package dev.jobrunner.faults.report;

/** How large the trials are: a slice within the build, or the full size. */
public final class Size {

    private static final boolean FULL = "full".equals(System.getProperty("jobrunner.faults.size"));

    private Size() {}

    public static int of(int slice, int full) {
        return FULL ? full : slice;
    }

    public static String word() {
        return FULL ? "full" : "slice";
    }
}
