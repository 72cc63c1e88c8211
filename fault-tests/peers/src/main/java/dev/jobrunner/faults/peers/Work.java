package dev.jobrunner.faults.peers;

import dev.jobrunner.worker.job.EvidenceFile;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What the jobs of one process do: the same as the product's in its own trials, written down in the same way. */
final class Work {

    private static final String TYPE = "free";

    private final EvidenceFile file = EvidenceFile.at(Path.of(System.getenv("EVIDENCE_FILE")));

    /** No two processes give the same number: the peers have none that differs from one try to the next. */
    private final AtomicLong run = new AtomicLong(ProcessHandle.current().pid() << 32);

    /** @throws InterruptedException if the job is told to stop */
    void run(long job, long millis) throws InterruptedException {
        long number = run.incrementAndGet();
        file.write("start", job, number, 1, 0, TYPE);
        boolean done = false;
        try {
            if (millis > 0) {
                new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
            }
            done = true;
        } finally {
            file.write(done ? "done" : "stopped", job, number, 1, 0, TYPE);
        }
    }
}
