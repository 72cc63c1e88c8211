package dev.jobrunner.worker.fleet;

import dev.jobrunner.core.fleet.HeldLock;
import dev.jobrunner.core.fleet.LiveRuns;
import dev.jobrunner.core.fleet.LockCheck;
import dev.jobrunner.core.fleet.RunNews;
import dev.jobrunner.worker.execute.StopReason;
import dev.jobrunner.worker.execute.TaskPool;
import dev.jobrunner.worker.execute.TaskPool.LiveRun;
import dev.jobrunner.worker.live.LiveOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * One look at the runs of this worker, a statement at most: shows what they have printed since the last one, and learns
 * which of them somebody wants ended. Nothing depends on it: when it fails, runs go on, and the heartbeat tells of
 * cancels a little later.
 */
final class RunFeed {

    /** A cancel is seen this late at the most; the run then has two seconds to be over three after the wish. */
    static final Duration INTERVAL = Duration.ofSeconds(1);

    /** After a failure the output is tried again at each so many-th turn, so that cancels are seen even if it is at fault. */
    private static final int TRIED_EVERY = 10;

    private static final Logger log = LoggerFactory.getLogger(RunFeed.class);

    private final LiveRuns store;
    private final TaskPool pool;
    private final Set<Long> stored = new HashSet<>();
    private int turnsSinceFailure = -1;

    RunFeed(LiveRuns store, TaskPool pool) {
        this.store = store;
        this.pool = pool;
    }

    /** One turn; without runs, and with none that has just ended, it asks nothing. */
    synchronized void turn() {
        Map<HeldLock, LiveRun> live = pool.live();
        Set<Long> ended = new HashSet<>(stored);
        live.values().forEach(run -> ended.remove(run.runId()));
        if (live.isEmpty() && ended.isEmpty()) {
            return;
        }
        Map<LiveOutput, LiveOutput.Piece> pieces = new HashMap<>();
        List<RunNews> news = new ArrayList<>();
        if (showsOutput()) {
            live.forEach((lock, run) -> run.output().next().ifPresent(piece -> {
                pieces.put(run.output(), piece);
                stored.add(run.runId()); // before it is known: it may be stored although the answer is lost
                news.add(new RunNews(lock.token(), piece.firstByte(), piece.text()));
            }));
        }
        try {
            LockCheck locks = store.exchange(List.copyOf(live.keySet()), news, ended);
            pieces.forEach(LiveOutput::sent);
            stored.removeAll(ended);
            pool.stop(locks.lost(), StopReason.LOCK_LOST);
            pool.stop(locks.cancelled(), StopReason.CANCELLED);
            succeeded(!news.isEmpty());
        } catch (DataAccessException e) {
            pieces.keySet().forEach(LiveOutput::unsure);
            failed(e);
        }
    }

    private boolean showsOutput() {
        return turnsSinceFailure < 0 || ++turnsSinceFailure % TRIED_EVERY == 0;
    }

    private void succeeded(boolean withOutput) {
        if (turnsSinceFailure >= 0 && withOutput) {
            log.info("The output of live runs can be watched again");
            turnsSinceFailure = -1;
        }
    }

    private void failed(DataAccessException failure) {
        if (turnsSinceFailure < 0) {
            log.warn(
                    "The output of live runs cannot be watched for now; the runs go on, and their output is entered when they"
                            + " end: {}",
                    failure.getMostSpecificCause().getMessage());
            turnsSinceFailure = 0;
        }
    }
}
