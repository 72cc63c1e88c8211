package dev.jobrunner.scheduler.dashboard.events;

import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks for changes while somebody listens, and rests when nobody does. Its streams are closed before the web server begins
 * to wait for requests that are still going on, so that an open page holds up no shutdown.
 */
final class EventLoop implements SmartLifecycle, HttpSessionListener {

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    private static final Logger log = LoggerFactory.getLogger(EventLoop.class);

    private final ChangePoll poll;
    private final EventStreams streams;
    private final Duration interval;
    private @Nullable Thread thread;
    private boolean running;

    EventLoop(ChangePoll poll, EventStreams streams, Duration interval) {
        this.poll = poll;
        this.streams = streams;
        this.interval = interval;
    }

    /** Somebody listens. */
    synchronized void wake() {
        if (running && thread == null) {
            Thread started = new Thread(this::listen, "events");
            started.setDaemon(true);
            thread = started;
            started.start();
        }
    }

    @Override
    public synchronized void start() {
        running = true;
    }

    @Override
    public void stop() {
        Thread listening;
        synchronized (this) {
            running = false;
            listening = thread;
        }
        if (listening != null) {
            listening.interrupt();
        }
        streams.close();
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }

    /** The first to stop. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        streams.endOf(event.getSession().getId());
    }

    private void listen() {
        long quiet = 0;
        try {
            while (goesOn()) {
                quiet = turn(quiet);
                Thread.sleep(interval.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return for how many milliseconds nothing has been sent */
    private long turn(long quiet) {
        try {
            Set<String> changes = poll.changes();
            streams.tell(changes);
            if (!changes.isEmpty()) {
                return 0;
            }
            if (quiet < KEEP_ALIVE.toMillis()) {
                return quiet + interval.toMillis();
            }
            streams.keepAlive();
        } catch (RuntimeException e) {
            log.warn("Open pages are not told of changes; trying again in {} s", interval.toSeconds(), e);
        }
        return 0;
    }

    private synchronized boolean goesOn() {
        if (running && !streams.isEmpty()) {
            return true;
        }
        poll.forget();
        thread = null;
        return false;
    }
}
