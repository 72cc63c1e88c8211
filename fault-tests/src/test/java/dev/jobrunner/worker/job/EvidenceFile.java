package dev.jobrunner.worker.job;

import dev.jobrunner.worker.handler.RunContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One file per process; each line is written whole and is on the disk before the job goes on. */
final class EvidenceFile {

    private final FileChannel channel;

    private EvidenceFile(FileChannel channel) {
        this.channel = channel;
    }

    static EvidenceFile in(Path folder) {
        try {
            return new EvidenceFile(FileChannel.open(
                    folder.resolve(ProcessHandle.current().pid() + ".evidence"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Times are of the monotonic clock, which all processes of one machine share. */
    void write(String event, RunContext run) {
        String line = String.join(
                        " ",
                        event,
                        String.valueOf(System.nanoTime()),
                        String.valueOf(run.taskId()),
                        String.valueOf(run.runId()),
                        String.valueOf(run.attempt()),
                        String.valueOf(run.scheduledFor().toEpochMilli()),
                        run.taskType())
                + "\n";
        try {
            // An interrupt would close a channel that is written by several threads, for good.
            boolean interrupted = Thread.interrupted();
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            channel.force(false);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
