package dev.jobrunner.worker.job;

import dev.jobrunner.worker.handler.RunContext;
import dev.jobrunner.worker.handler.RunFailedException;
import dev.jobrunner.worker.handler.TaskHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Works for {@code millis} of its payload, then does what {@code act} says. */
record EvidenceJob(String taskType, EvidenceFile file) implements TaskHandler {

    @Override
    public void handle(RunContext run) throws InterruptedException {
        write("start", run);
        boolean done = false;
        try {
            Work work = run.payloadAs(Work.class);
            if (work.millis() > 0 && "stubborn".equals(work.act())) {
                ignoreInterrupts(TimeUnit.MILLISECONDS.toNanos(work.millis()));
            } else if (work.millis() > 0) {
                new CountDownLatch(1).await(work.millis(), TimeUnit.MILLISECONDS);
            }
            act(work.act() == null ? "" : work.act(), run);
            done = true;
        } finally {
            write(done ? "done" : "stopped", run);
        }
    }

    private void write(String event, RunContext run) {
        file.write(
                event,
                run.taskId(),
                run.runId(),
                run.attempt(),
                run.scheduledFor().toEpochMilli(),
                run.taskType());
    }

    private static void act(String act, RunContext run) {
        switch (act) {
            case "" -> {}
            case "fail" -> throw new RunFailedException("asked to fail");
            case "fail at first" -> failAtFirst(run);
            case "halt" -> Runtime.getRuntime().halt(3);
            case "overflow" -> overflow(1);
            case "memory" -> fill();
            case "deaf" -> ignoreInterrupts(Long.MAX_VALUE);
            case "stubborn" -> {} // has done its time
            case "flood" -> flood(run);
            default -> throw new RunFailedException("unknown act: " + act);
        }
    }

    private static void failAtFirst(RunContext run) {
        if (run.attempt() == 1) {
            throw new RunFailedException("asked to fail at first");
        }
    }

    private static long overflow(long depth) {
        return depth < 0 ? depth : depth + overflow(depth + 1) * 2;
    }

    private static void fill() {
        List<byte[]> kept = new ArrayList<>();
        for (long bytes = 0; bytes >= 0; bytes += kept.get(kept.size() - 1).length) {
            kept.add(new byte[1 << 20]);
        }
    }

    private static void ignoreInterrupts(long nanos) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < nanos) {
            try {
                new CountDownLatch(1).await(nanos - (System.nanoTime() - begin), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                // deaf on purpose
            }
        }
    }

    private static void flood(RunContext run) {
        String line = "x".repeat(1_000);
        for (int i = 0; i < 200_000; i++) {
            run.output().println(line);
        }
    }

    record Work(long millis, @Nullable String act) {}
}
