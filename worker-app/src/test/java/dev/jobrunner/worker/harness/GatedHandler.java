package dev.jobrunner.worker.harness;

import dev.jobrunner.worker.handler.RunContext;
import dev.jobrunner.worker.handler.TaskHandler;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A job that stands at a gate until the test opens it, counts how often it started, and notes when it is interrupted. */
public final class GatedHandler implements TaskHandler {

    private final String taskType;
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicInteger interrupts = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger mostInside = new AtomicInteger();

    public GatedHandler(String taskType) {
        this.taskType = taskType;
    }

    @Override
    public String taskType() {
        return taskType;
    }

    @Override
    public void handle(RunContext run) throws InterruptedException {
        starts.incrementAndGet();
        mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
        try {
            run.output().println("at the gate");
            gate.await();
        } catch (InterruptedException e) {
            interrupts.incrementAndGet();
            throw e;
        } finally {
            inside.decrementAndGet();
        }
    }

    public void open() {
        gate.countDown();
    }

    public int starts() {
        return starts.get();
    }

    public int interrupts() {
        return interrupts.get();
    }

    /** The most runs that were at the gate at once. */
    public int mostAtOnce() {
        return mostInside.get();
    }
}
