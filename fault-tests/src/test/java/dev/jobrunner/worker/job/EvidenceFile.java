package dev.jobrunner.worker.job;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** One file per process; each line is written whole and is on the disk before the job goes on. */
public final class EvidenceFile {

    /** Not a channel: an interrupt, which many a job gets, would close it. */
    private final FileOutputStream file;

    private final TrueClock clock = TrueClock.calibrated();

    private EvidenceFile(FileOutputStream file) {
        this.file = file;
    }

    public static EvidenceFile at(Path path) {
        try {
            return new EvidenceFile(new FileOutputStream(path.toFile(), true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Times are of the monotonic clock, which all processes of one machine share.
     *
     * @param event {@code start}, {@code done} or {@code stopped}
     * @param slot in milliseconds since 1970
     */
    public void write(String event, long task, long run, int attempt, long slot, String type) {
        String line = String.join(
                        " ",
                        event,
                        String.valueOf(clock.nanos()),
                        String.valueOf(task),
                        String.valueOf(run),
                        String.valueOf(attempt),
                        String.valueOf(slot),
                        type)
                + "\n";
        try {
            file.write(line.getBytes(StandardCharsets.UTF_8));
            file.getFD().sync();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
