package dev.jobrunner.worker.poll;

import dev.jobrunner.core.queue.DueSignal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Wakes the poll loop when a task becomes due. Nothing depends on it: while it hears nothing, polling finds the same tasks a
 * little later.
 */
final class DueListener {

    private static final Logger log = LoggerFactory.getLogger(DueListener.class);

    /** After so much silence it makes sure that it still hears. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private static final Duration TEST = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration PAUSE_WHEN_DEAF = Duration.ofMinutes(5);

    private final ConnectionSource source;
    private final DataSource pool;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Duration pause = FIRST_PAUSE;
    private boolean complaining;
    private volatile @Nullable Connection connection;

    /**
     * @param source makes the connection that listens; kept open
     * @param pool sends the test notifications
     */
    DueListener(ConnectionSource source, DataSource pool) {
        this.source = source;
        this.pool = pool;
    }

    /** @param wake called whenever something may have become due, on this listener's thread */
    void start(Runnable wake) {
        Thread thread = new Thread(() -> run(wake), "due signal");
        thread.setDaemon(true);
        thread.start();
    }

    /** Hears nothing any more. */
    void stop() {
        stopped.countDown();
        Connection open = connection;
        if (open != null) {
            try {
                open.abort(Runnable::run); // a close would wait for the read that is going on
            } catch (SQLException e) {
                log.debug("The listening connection is broken already", e);
            }
        }
    }

    private void run(Runnable wake) {
        try {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = !stopped.await(listen(wake).toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return how long to wait before the next try; it goes on for as long as it hears */
    private Duration listen(Runnable wake) {
        try (Connection open = source.open()) {
            connection = open;
            hear(DueSignal.on(open), wake);
            complain(
                    "The database's notifications do not arrive, as behind a pooler in transaction mode: due tasks are found"
                            + " by polling");
            return PAUSE_WHEN_DEAF;
        } catch (SQLException | DataAccessException e) {
            complain("Cannot listen for due tasks, they are found by polling until that is back: " + e.getMessage());
            Duration now = pause;
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            return now;
        }
    }

    /** Returns when nothing is heard any more. */
    private void hear(DueSignal signal, Runnable wake) throws SQLException {
        boolean first = true;
        while (stopped.getCount() > 0 && signal.hears(pool, TEST)) {
            if (complaining) {
                log.info("Listening for due tasks again");
            }
            complaining = false;
            pause = FIRST_PAUSE;
            if (first) {
                wake.run(); // for whatever came while nobody listened
                first = false;
            }
            while (signal.await(SILENCE)) {
                wake.run();
            }
        }
    }

    /** Once, not at every try. */
    private void complain(String what) {
        if (!complaining && stopped.getCount() > 0) {
            log.warn("{}", what);
            complaining = true;
        }
    }

    /** Where connections of one's own come from. */
    @FunctionalInterface
    interface ConnectionSource {
        Connection open() throws SQLException;
    }
}
