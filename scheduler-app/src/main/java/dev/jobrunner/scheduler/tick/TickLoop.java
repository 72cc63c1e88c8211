package dev.jobrunner.scheduler.tick;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Takes one turn after the other on a thread of its own until the process ends. Survives whatever a turn throws. */
final class TickLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TickLoop.class);

    private final Turn turn;
    private final Duration afterTrouble;
    private final Duration stopWithin;
    private volatile @Nullable Thread thread;

    /**
     * @param afterTrouble the wait after a turn that threw something
     * @param stopWithin how long {@link #stop()} waits for the turn that is going on
     */
    TickLoop(Turn turn, Duration afterTrouble, Duration stopWithin) {
        this.turn = turn;
        this.afterTrouble = afterTrouble;
        this.stopWithin = stopWithin;
    }

    @Override
    public synchronized void start() {
        Thread loop = new Thread(this::loop, "tick");
        thread = loop;
        loop.start();
    }

    @Override
    public synchronized void stop() {
        Thread loop = thread;
        if (loop == null) {
            return;
        }
        loop.interrupt();
        try {
            loop.join(stopWithin.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        Thread loop = thread;
        return loop != null && loop.isAlive();
    }

    private void loop() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(next());
            }
        } catch (InterruptedException e) {
            log.debug("Asked to end");
        }
        log.info("The tick has ended");
    }

    private long next() throws InterruptedException {
        try {
            return Math.max(1, turn.turn().toMillis());
        } catch (RuntimeException | Error e) {
            log.error("A turn broke off; the next one starts in {} ms", afterTrouble.toMillis(), e);
            return afterTrouble.toMillis();
        }
    }
}
