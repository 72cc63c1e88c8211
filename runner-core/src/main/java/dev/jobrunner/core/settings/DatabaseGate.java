package dev.jobrunner.core.settings;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds a start back until the database lets us in. */
public final class DatabaseGate {

    private static final Logger log = LoggerFactory.getLogger(DatabaseGate.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

    private final DataSource database;
    private final Pause pause;

    public DatabaseGate(DataSource database) {
        this(database, duration -> Thread.sleep(duration.toMillis()));
    }

    DatabaseGate(DataSource database, Pause pause) {
        this.database = database;
        this.pause = pause;
    }

    /**
     * Returns once a connection could be had. While the server is away, starting or full, says so once and goes on
     * trying; says so again when the reason changes.
     *
     * @throws StartRefused if waiting cannot help: wrong user, password or database name
     * @throws InterruptedException if the process is told to stop meanwhile
     */
    public void await() throws InterruptedException {
        String told = "";
        for (Optional<SQLException> failure = attempt(); failure.isPresent(); failure = attempt()) {
            String reason =
                    DatabaseAway.explain(failure.get()).orElse("the database does not answer: " + failure.get());
            if (!DatabaseAway.mayComeBack(failure.get())) {
                throw new StartRefused(reason);
            }
            if (!reason.equals(told)) {
                log.warn("Waiting, since {} Trying again every {} seconds.", reason, BETWEEN_TRIES.toSeconds());
                told = reason;
            }
            pause.take(BETWEEN_TRIES);
        }
        if (!told.isEmpty()) {
            log.info("The database answers now.");
        }
    }

    private Optional<SQLException> attempt() {
        try {
            database.getConnection().close();
            return Optional.empty();
        } catch (SQLException away) {
            return Optional.of(away);
        }
    }

    /** How to pass the time. */
    interface Pause {
        void take(Duration duration) throws InterruptedException;
    }
}
