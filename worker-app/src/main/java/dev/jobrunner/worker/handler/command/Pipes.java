package dev.jobrunner.worker.handler.command;

import dev.jobrunner.worker.handler.RunContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Carries the payload into a process and its output out of it, each in a thread of its own from the start, so that a
 * process which writes much or reads nothing blocks only itself.
 */
final class Pipes {

    private static final int CHUNK = 8192;

    private record Reader(Thread thread, OutputStream sink) {}

    private final List<Reader> readers;

    private Pipes(List<Reader> readers) {
        this.readers = readers;
    }

    static Pipes connect(Process process, RunContext run) {
        String name = "run-" + run.runId();
        start(name + "-stdin", () -> feed(process.getOutputStream(), run.payload()));
        return new Pipes(List.of(
                reader(name + "-stdout", process.getInputStream(), run),
                reader(name + "-stderr", process.getErrorStream(), run)));
    }

    /**
     * Waits for the rest of the output; what comes later is dropped. An interrupt ends the waiting and is kept.
     *
     * @return false if a pipe was still open after the time, held by a process that is not the run's any more
     */
    boolean finish(Duration longest) {
        try {
            long deadline = System.nanoTime() + longest.toNanos();
            for (Reader reader : readers) {
                reader.thread().join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean complete = readers.stream().noneMatch(reader -> reader.thread().isAlive());
        readers.forEach(reader -> closeQuietly(reader.sink()));
        return complete;
    }

    private static Reader reader(String name, InputStream source, RunContext run) {
        OutputStream sink = run.output().stream();
        return new Reader(start(name, () -> copy(source, sink)), sink);
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void feed(OutputStream stdin, String payload) {
        try (stdin) {
            stdin.write(payload.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A command need not read its payload.
        }
    }

    private static void copy(InputStream source, OutputStream sink) {
        byte[] chunk = new byte[CHUNK];
        try {
            for (int read = source.read(chunk); read >= 0; read = source.read(chunk)) {
                sink.write(chunk, 0, read);
            }
        } catch (IOException e) {
            // The process was ended while it wrote: what came before stands.
        }
    }

    private static void closeQuietly(OutputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
