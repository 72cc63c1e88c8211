package dev.jobrunner.worker.fleet;

import dev.jobrunner.core.fleet.WorkerState;
import dev.jobrunner.worker.thread.Repeating;
import java.time.Duration;

/**
 * Beats on a thread of its own, and watches the fence on another, since a beat may hang with its connection. A third one
 * shows what the runs print.
 */
public final class HeartbeatLoop {

    private final Heartbeat heartbeat;
    private final Repeating beats;
    private final Repeating watch;
    private final RunFeed feed;
    private final Repeating feeding;

    HeartbeatLoop(Heartbeat heartbeat, RunFeed feed, Duration interval) {
        this.heartbeat = heartbeat;
        this.feed = feed;
        this.beats = new Repeating("heartbeat", interval, heartbeat::beatIfNeeded);
        this.watch = new Repeating("fence", interval.dividedBy(10), heartbeat::enforceFence);
        this.feeding = new Repeating("run feed", RunFeed.INTERVAL, feed::turn);
    }

    /** The first beat has been done by the caller. */
    public void start() {
        beats.start();
        watch.start();
        feeding.start();
    }

    /** A last beat says that this worker has stopped, unless the beats before it failed; nothing is left running when this is called. */
    public void stop() {
        boolean reaches = heartbeat.reaches();
        watch.stop();
        beats.stop();
        feeding.stop();
        heartbeat.state(WorkerState.STOPPED);
        if (reaches) {
            feed.turn();
            heartbeat.beat();
        }
    }
}
