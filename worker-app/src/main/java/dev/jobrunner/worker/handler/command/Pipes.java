package dev.jobrunner.worker.handler.command;

import dev.jobrunner.worker.handler.RunContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Carries the payload into a process and its output out of it, each in a thread of its own from the start, so that a
 * process which writes much or reads nothing blocks only itself.
 */
final class Pipes {

    private static final int CHUNK = 8192;
    private static final long SHORT_WAIT_MILLIS = 200;

    private final OutputStream sink;
    private final Thread reader;

    private Pipes(OutputStream sink, Thread reader) {
        this.sink = sink;
        this.reader = reader;
    }

    static Pipes connect(Process process, RunContext run) {
        OutputStream sink = run.output().stream();
        start("run-" + run.runId() + "-stdin", () -> feed(process.getOutputStream(), run.payload()));
        return new Pipes(sink, start("run-" + run.runId() + "-output", () -> copy(process.getInputStream(), sink)));
    }

    /**
     * Waits for the rest of the output; what comes later is dropped. An interrupt, one from before too, leaves a short
     * wait and is kept.
     *
     * @return false if the pipe was still open after the time, held by a process that is not the run's any more
     */
    boolean finish(Duration longest) {
        boolean interrupted = Thread.interrupted();
        try {
            reader.join(Math.min(longest.toMillis(), interrupted ? SHORT_WAIT_MILLIS : Long.MAX_VALUE));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        boolean complete = !reader.isAlive();
        closeSink();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return complete;
    }

    private void closeSink() {
        try {
            sink.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
}
