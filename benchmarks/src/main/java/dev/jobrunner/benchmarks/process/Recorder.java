package dev.jobrunner.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes down each run of a handler in a file that the benchmark has mapped as well: some hundred nanoseconds a run, and
 * nothing for the database to do. Instants are those of {@link System#nanoTime()}, which on Linux is one clock for all
 * processes. Safe for use by several threads. Compiled into the product's handler too, so it needs nothing but the JDK.
 */
public final class Recorder {

    static final int HEADER_BYTES = 64;
    static final int RECORD_BYTES = 32;
    static final int START = 0;
    static final int END = 8;
    static final int KEY = 16;
    static final int SLOT = 24;
    static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final MappedByteBuffer file;
    private final int capacity;

    private Recorder(MappedByteBuffer file) {
        this.file = file;
        file.order(ByteOrder.nativeOrder());
        this.capacity = (file.capacity() - HEADER_BYTES) / RECORD_BYTES;
    }

    /** Opens the file that the benchmark has made. */
    public static Recorder open(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Recorder(channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot map " + path, e);
        }
    }

    /**
     * @param start {@link System#nanoTime()} when the handler began
     * @param key which job, or of which type, as the workload wants it
     * @param slotMillis for which time the run was planned, in milliseconds since 1970; 0 if there was none
     */
    public void record(long start, long key, long slotMillis) {
        long index = (long) LONG.getAndAdd(file, 0, 1L);
        if (index >= capacity) {
            return; // the benchmark sees by the count that the file was too small
        }
        int at = (int) (HEADER_BYTES + index * RECORD_BYTES);
        file.putLong(at + START, start);
        file.putLong(at + KEY, key);
        file.putLong(at + SLOT, slotMillis);
        LONG.setRelease(file, at + END, System.nanoTime());
    }
}
