package dev.jobrunner.core.queue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Hears, on a connection of its own, that tasks have become due, as soon as that is committed. A hint: a task of which nothing is
 * heard is due all the same. For one thread.
 */
public final class DueSignal {

    /** Shared by all schemas of a database: the message of a notification says which one it is about. */
    private static final String CHANNEL = "jobrunner_due";

    private final PGConnection connection;
    private final String schema;
    private boolean heardMeanwhile;

    private DueSignal(PGConnection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /** Listens from now on, as long as the connection lives. Commits nothing else on it. */
    public static DueSignal on(Connection connection) throws SQLException {
        try (Statement listen = connection.createStatement()) {
            listen.execute("LISTEN " + CHANNEL);
        }
        return new DueSignal(connection.unwrap(PGConnection.class), String.valueOf(connection.getSchema()));
    }

    /** Tells all who listen to look for due tasks. */
    static void send(JdbcClient through) {
        notify(through, null);
    }

    /** @return whether something was heard in time, or during a test before */
    public boolean await(Duration atMost) throws SQLException {
        boolean heard = heardMeanwhile || await(schema, atMost);
        heardMeanwhile = false;
        return heard;
    }

    /**
     * Whether this connection hears what others send: behind a pooler that lends a server for a transaction at a time it does not, and a
     * broken line may look like silence.
     *
     * @param other another connection to the same database
     */
    public boolean hears(DataSource other, Duration atMost) throws SQLException {
        String word = "test " + UUID.randomUUID();
        notify(JdbcClient.create(other), word);
        return await(word, atMost);
    }

    private boolean await(String word, Duration atMost) throws SQLException {
        boolean hit = false;
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            for (PGNotification heard : connection.getNotifications((int) left)) {
                heardMeanwhile |= heard.getParameter().equals(schema);
                hit |= heard.getParameter().equals(word);
            }
            if (hit) {
                return true;
            }
        }
        return false;
    }

    private static void notify(JdbcClient through, @Nullable String word) {
        through.sql("SELECT CAST(pg_notify(:channel, coalesce(CAST(:word AS text), current_schema())) AS text)")
                .param("channel", CHANNEL)
                .param("word", word)
                .query(String.class)
                .list();
    }
}
