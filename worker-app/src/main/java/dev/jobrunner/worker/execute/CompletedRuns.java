package dev.jobrunner.worker.execute;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * Lines about runs that went well: so many a second, and one line with the number of the others. The ledger has them all; thousands of lines
 * a second would bury what matters, cost more than short runs do, and be cut off by the platform.
 */
final class CompletedRuns {

    static final int LINES_A_SECOND = 50;

    private final Logger log;
    private final Executor aSecondLater;
    private int lines;
    private int others;

    CompletedRuns(Logger log) {
        this(log, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
    }

    CompletedRuns(Logger log, Executor aSecondLater) {
        this.log = log;
        this.aSecondLater = aSecondLater;
    }

    /** Whether this one gets its line. */
    synchronized boolean getsALine() {
        if (lines == 0) {
            aSecondLater.execute(this::nextSecond);
        }
        if (lines < LINES_A_SECOND) {
            lines++;
            return true;
        }
        others++;
        return false;
    }

    private void nextSecond() {
        int untold;
        synchronized (this) {
            untold = others;
            lines = 0;
            others = 0;
        }
        if (untold > 0) {
            log.info("completed {} more runs within a second", untold);
        }
    }
}
