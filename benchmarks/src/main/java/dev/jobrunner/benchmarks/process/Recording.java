package dev.jobrunner.benchmarks.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The benchmark's end of a {@link Recorder}: what one process has run so far, read from memory. */
public final class Recording {

    private final Path path;
    private final MappedByteBuffer file;

    private Recording(Path path, MappedByteBuffer file) {
        this.path = path;
        this.file = file;
        file.order(ByteOrder.nativeOrder());
    }

    /** Makes the file, with room for so many runs. */
    public static Recording create(Path path, int runs) throws IOException {
        long size = Recorder.HEADER_BYTES + (long) runs * Recorder.RECORD_BYTES;
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
            return new Recording(path, file.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, size));
        }
    }

    public Path path() {
        return path;
    }

    /** How many runs have begun to be written down. */
    public long count() {
        return (long) Recorder.LONG.getVolatile(file, 0);
    }

    /** The runs from the given index on, in the order of their ends. */
    public List<Run> runs(long from) {
        long count = count();
        int capacity = (file.capacity() - Recorder.HEADER_BYTES) / Recorder.RECORD_BYTES;
        if (count > capacity) {
            throw new IllegalStateException(path + " has room for " + capacity + " runs, but there were " + count);
        }
        List<Run> runs = new ArrayList<>();
        for (long index = from; index < count; index++) {
            int at = (int) (Recorder.HEADER_BYTES + index * Recorder.RECORD_BYTES);
            long end = (long) Recorder.LONG.getAcquire(file, at + Recorder.END);
            if (end != 0) { // otherwise it is being written at this moment
                runs.add(new Run(
                        file.getLong(at + Recorder.START),
                        end,
                        file.getLong(at + Recorder.KEY),
                        file.getLong(at + Recorder.SLOT)));
            }
        }
        return runs;
    }
}
