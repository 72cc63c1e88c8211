package dev.jobrunner.benchmarks.loop;

import dev.jobrunner.benchmarks.process.Await;
import dev.jobrunner.benchmarks.process.Recorder;
import dev.jobrunner.benchmarks.process.Types;
import dev.jobrunner.benchmarks.process.WorkerArguments;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * One process of the limit. It does what a job runner cannot do without, and nothing else: no heartbeat, no timeout, no retry,
 * no failure of any kind is handled.
 */
public final class LimitWorker {

    private static final Duration POLL = Duration.ofMillis(10);
    private static final int UNSETTLED_PER_SLOT = 10;

    private final WorkerArguments arguments;
    private final JobTables tables;
    private final Recorder recorder;
    private final int slots;

    private LimitWorker(WorkerArguments arguments, JobTables tables) {
        this.arguments = arguments;
        this.tables = tables;
        this.recorder = Recorder.open(arguments.recording());
        this.slots = arguments.slotsOr(10);
    }

    /** The shapes that the loops have. */
    public enum Mode {
        /** One connection claims for all slots that are free, another settles whatever has finished meanwhile. */
        PIPELINE,
        /** Each slot has a connection of its own, claims ten jobs, runs and settles them. */
        LOOPS,
        /** The pipeline on the product's tables. */
        PRODUCT_TABLES
    }

    public static void main(String[] words) throws Exception {
        WorkerArguments arguments = WorkerArguments.parse(words);
        Mode mode = Mode.valueOf(arguments.mode());
        LimitWorker worker =
                new LimitWorker(arguments, mode == Mode.PRODUCT_TABLES ? JobTables.PRODUCT : JobTables.OWN);
        if (mode == Mode.LOOPS) {
            worker.startLoops();
        } else {
            worker.startPipeline();
        }
        arguments.ready();
    }

    private void startLoops() throws SQLException {
        for (int slot = 0; slot < slots; slot++) {
            JobQueue queue = queue();
            start("loop-" + slot, () -> {
                while (true) {
                    List<Job> jobs = queue.claim(10);
                    for (Job job : jobs) {
                        work(job);
                    }
                    if (jobs.isEmpty()) {
                        Await.pause(POLL);
                    } else {
                        queue.settle(jobs);
                    }
                }
            });
        }
    }

    /** A slot is free when its handler has ended; so many jobs may wait for being settled meanwhile. */
    private void startPipeline() throws SQLException {
        Semaphore free = new Semaphore(slots);
        BlockingQueue<Job> finished = new LinkedBlockingQueue<>(UNSETTLED_PER_SLOT * slots);
        ExecutorService executors = Executors.newFixedThreadPool(slots);
        JobQueue claims = queue();
        JobQueue settles = queue();
        start("claim", () -> {
            while (true) {
                free.acquire();
                int wanted = 1 + free.drainPermits();
                List<Job> jobs = claims.claim(wanted);
                free.release(wanted - jobs.size());
                for (Job job : jobs) {
                    executors.execute(() -> {
                        work(job);
                        putUninterruptibly(finished, job);
                        free.release();
                    });
                }
                if (jobs.isEmpty()) {
                    Await.pause(POLL);
                }
            }
        });
        start("settle", () -> {
            while (true) {
                List<Job> jobs = new ArrayList<>(List.of(finished.take()));
                finished.drainTo(jobs);
                settles.settle(jobs);
            }
        });
    }

    private static void putUninterruptibly(BlockingQueue<Job> finished, Job job) {
        try {
            finished.put(job);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts this process", e);
        }
    }

    private JobQueue queue() throws SQLException {
        return new JobQueue(
                DriverManager.getConnection(arguments.address()),
                tables,
                arguments.types(),
                "limit-" + ProcessHandle.current().pid());
    }

    private void work(Job job) {
        long start = System.nanoTime();
        if (job.type().startsWith("limited_")) {
            Await.pause(Duration.ofMillis(5));
            recorder.record(start, Types.key(job.type()), 0);
        } else if (job.type().equals(Types.BLOCKED)) {
            Await.pause(Duration.ofDays(1));
        } else {
            recorder.record(start, job.id(), job.due().getTime());
        }
    }

    /** Nothing that fails is tried again: the process ends, and the measurement with it. */
    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Exception e) {
                        e.printStackTrace();
                        Runtime.getRuntime().halt(1);
                    }
                },
                name);
        thread.start();
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }
}
