package dev.jobrunner.worker.job;

import dev.jobrunner.worker.handler.RunContext;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** One file per process; each line is written whole and is on the disk before the job goes on. */
final class EvidenceFile {

    /** Not a channel: an interrupt, which many a job gets, would close it. */
    private final FileOutputStream file;

    private final TrueClock clock = TrueClock.calibrated();

    private EvidenceFile(FileOutputStream file) {
        this.file = file;
    }

    static EvidenceFile in(Path folder) {
        try {
            return new EvidenceFile(new FileOutputStream(
                    folder.resolve(ProcessHandle.current().pid() + ".evidence").toFile(), true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Times are of the monotonic clock, which all processes of one machine share. */
    void write(String event, RunContext run) {
        String line = String.join(
                        " ",
                        event,
                        String.valueOf(clock.nanos()),
                        String.valueOf(run.taskId()),
                        String.valueOf(run.runId()),
                        String.valueOf(run.attempt()),
                        String.valueOf(run.scheduledFor().toEpochMilli()),
                        run.taskType())
                + "\n";
        try {
            file.write(line.getBytes(StandardCharsets.UTF_8));
            file.getFD().sync();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
