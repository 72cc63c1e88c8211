package dev.jobrunner.worker.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The machine's monotonic clock, also in a process whose clocks a trial has put wrong: the kernel's own account of the
 * time since boot tells by how much.
 */
final class TrueClock {

    private static final Path UPTIME = Path.of("/proc/uptime");

    /** More than this machine's clocks differ by themselves. */
    private static final long WRONG = Duration.ofSeconds(10).toNanos();

    private final long off;

    private TrueClock(long off) {
        this.off = off;
    }

    static TrueClock calibrated() {
        if (!Files.exists(UPTIME)) {
            return new TrueClock(0);
        }
        long before = uptime();
        long edge = before;
        while (edge == before) { // it moves every hundredth of a second
            edge = uptime();
        }
        long off = System.nanoTime() - edge;
        return new TrueClock(Math.abs(off) > WRONG ? off : 0);
    }

    long nanos() {
        return System.nanoTime() - off;
    }

    private static long uptime() {
        try {
            String seconds = Files.readString(UPTIME).split(" ", 2)[0];
            return Math.round(Double.parseDouble(seconds) * 100) * 10_000_000;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
