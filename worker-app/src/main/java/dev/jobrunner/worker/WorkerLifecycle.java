package dev.jobrunner.worker;

import dev.jobrunner.core.fleet.WorkerState;
import dev.jobrunner.core.schema.SchemaVersion;
import dev.jobrunner.core.settings.DatabaseAway;
import dev.jobrunner.worker.execute.StopReason;
import dev.jobrunner.worker.execute.TaskPool;
import dev.jobrunner.worker.fleet.Heartbeat;
import dev.jobrunner.worker.fleet.HeartbeatLoop;
import dev.jobrunner.worker.health.Watchdog;
import dev.jobrunner.worker.poll.PollLoop;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * The order of start and end. Start: wait for the schema, first heartbeat, then claim. End: claim no more, let runs
 * finish, stop the rest and hand it back, then the last
 * heartbeat. Runs that ignored their stop are settled last of all, and the process is halted in the same moment.
 */
final class WorkerLifecycle implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WorkerLifecycle.class);

    private static final long RETRY_SECONDS = 2;

    /** For a claim on its way to come back, so that what it brings is handed back while the pool still works. */
    private static final Duration CLAIM_WAIT = Duration.ofSeconds(2);

    /** For stopped runs to end; a command that ignores SIGTERM is killed before. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(5);

    private final SchemaVersion schema;
    private final PollLoop poll;
    private final Duties duties;
    private final Duration grace;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread starter = new Thread(this::comeUp, "start");
    private volatile boolean running;
    private String lastComplaint = "";

    WorkerLifecycle(SchemaVersion schema, PollLoop poll, Duties duties, Duration grace) {
        this.schema = schema;
        this.poll = poll;
        this.duties = duties;
        this.grace = grace;
    }

    @Override
    public void start() {
        running = true;
        starter.start();
    }

    @Override
    public void stop() {
        stopping.countDown();
        duties.heartbeat().state(WorkerState.DRAINING);
        try {
            starter.join(TimeUnit.SECONDS.toMillis(RETRY_SECONDS));
            poll.stop(CLAIM_WAIT);
            drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        duties.beats().stop();
        duties.watchdog().stop();
        running = false;
        boolean deaf = duties.pool().abandon();
        duties.beats().stopWatching();
        if (deaf) {
            duties.exit().halt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void drain() throws InterruptedException {
        TaskPool pool = duties.pool();
        int busy = pool.busy();
        Duration allowed = duties.exit().isEnding() ? Duration.ZERO : grace;
        if (busy > 0) {
            log.info("Claiming no more; {} running tasks get {} s to finish", busy, allowed.toSeconds());
        }
        if (!pool.awaitIdle(allowed)) {
            pool.stopAll(StopReason.SHUTDOWN);
            pool.awaitIdle(duties.exit().limitOr(LAST_WAIT).multipliedBy(6).dividedBy(10));
        }
    }

    private void comeUp() {
        while (!isReady()) {
            try {
                if (stopping.await(RETRY_SECONDS, TimeUnit.SECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        duties.beats().start();
        duties.watchdog().start();
        poll.start();
        log.info("Ready: {} slots", duties.pool().slots());
    }

    private boolean isReady() {
        try {
            int version = schema.current();
            if (version < SchemaVersion.NEEDED) {
                complain("Waiting for the scheduler to migrate the database: its schema is version " + version
                        + ", this worker needs " + SchemaVersion.NEEDED);
                return false;
            }
            return duties.heartbeat().beat();
        } catch (DataAccessException e) { // not there yet, or not reachable: the next try comes soon
            complain("Waiting: " + DatabaseAway.explain(e).orElseGet(() -> String.valueOf(e.getMessage())));
            return false;
        }
    }

    /** Once for each reason, not at every try. */
    private void complain(String complaint) {
        if (!complaint.equals(lastComplaint)) {
            log.warn("{}; trying again every {} s", complaint, RETRY_SECONDS);
            lastComplaint = complaint;
        }
    }

    /** What is started and ended besides the poll loop. */
    record Duties(TaskPool pool, Heartbeat heartbeat, HeartbeatLoop beats, Watchdog watchdog, OrderlyExit exit) {}
}
