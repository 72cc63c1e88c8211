package dev.jobrunner.worker.fleet;

import dev.jobrunner.core.fleet.WorkerState;
import dev.jobrunner.worker.thread.Repeating;
import java.time.Duration;

/** Beats on a thread of its own, and watches the fence on another, since a beat may hang with its connection. */
public final class HeartbeatLoop {

    private final Heartbeat heartbeat;
    private final Repeating beats;
    private final Repeating watch;

    HeartbeatLoop(Heartbeat heartbeat, Duration interval) {
        this.heartbeat = heartbeat;
        this.beats = new Repeating("heartbeat", interval, heartbeat::beat);
        this.watch = new Repeating("fence", interval.dividedBy(10), heartbeat::enforceFence);
    }

    /** The first beat has been done by the caller. */
    public void start() {
        beats.start();
        watch.start();
    }

    /** A last beat says that this worker has stopped, unless the beats before it failed; nothing is left running when this is called. */
    public void stop() {
        boolean reaches = heartbeat.reaches();
        watch.stop();
        beats.stop();
        heartbeat.state(WorkerState.STOPPED);
        if (reaches) {
            heartbeat.beat();
        }
    }
}
