package dev.jobrunner.worker.fleet;

import dev.jobrunner.core.settings.WorkerSettings;
import dev.jobrunner.worker.thread.Repeating;

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

    HeartbeatLoop(Heartbeat heartbeat, RunFeed feed, WorkerSettings settings) {
        this.heartbeat = heartbeat;
        this.feed = feed;
        this.beats = new Repeating("heartbeat", settings.heartbeatInterval(), heartbeat::beatIfNeeded);
        this.watch = new Repeating("fence", settings.fenceWatch(), heartbeat::enforceFence);
        this.feeding = new Repeating("run feed", RunFeed.INTERVAL, feed::turn);
    }

    /** The first beat has been done by the caller. */
    public void start() {
        beats.start();
        watch.start();
        feeding.start();
    }

    /**
     * A last beat says that this worker has stopped, unless the beats before it failed, or a run is left that ignored its stop. The
     * fence stays: until the process has ended, such a run has no longer than that.
     */
    public void stop() {
        boolean reaches = heartbeat.reaches();
        beats.stop();
        feeding.stop();
        if (reaches) {
            feed.turn();
            heartbeat.lastBeat();
        }
    }

    /** Nothing is left running, or the process ends in this moment. */
    public void stopWatching() {
        watch.stop();
    }
}
