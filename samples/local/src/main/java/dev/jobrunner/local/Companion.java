package dev.jobrunner.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;

/**
 * The companion's life: database, receiver, then, once {@code ./local} has seen the scheduler answer, sample tasks and
 * feed. It ends with the process; the database it started is stopped on the way out.
 */
final class Companion {

    private static final Duration AFTER_MISMATCH = Duration.ofSeconds(1);
    private static final int MIGRATION_LOOKS = 120;
    /** Class of the SQL states for a table, column or key that is not there. */
    private static final String SCHEMA_MISMATCH = "42";

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Path home;
    private final Path tasks;
    private final WebhookSignature signature;
    private final Clock clock = Clock.systemUTC();

    /**
     * @param home where data, logs and files are kept
     * @param tasks the SQL of the tasks to load; a file that is empty loads none
     */
    Companion(Path home, Path tasks, WebhookSignature signature) {
        this.home = home;
        this.tasks = tasks;
        this.signature = signature;
    }

    /** Returns when the process ends. {@code databaseUrl} is empty where the companion brings its own PostgreSQL. */
    void run(String databaseUrl) throws IOException, SQLException, InterruptedException {
        String url = databaseUrl.isBlank() ? OwnPostgres.start(home) : databaseUrl;
        DatabaseAddress address = DatabaseAddress.parse(url);
        address.check();
        WebhookReceiver receiver = new WebhookReceiver(signature, home.resolve("content/deliveries.jsonl"), clock);
        SecretFile.write(home.resolve("run/receiver-url"), "http://127.0.0.1:" + receiver.start() + "/deliveries");
        SecretFile.write(home.resolve("run/database-url"), url);
        awaitScheduler();
        System.out.println(loadTasks(address));
        RunFeed feed = new RunFeed(address, new RunLine(home.resolve("..").normalize()), System.out);
        Runtime.getRuntime().addShutdownHook(new Thread(feed::end, "feed-end"));
        feed.run();
    }

    // The scheduler may answer before it has migrated; an old table lacks columns or the key until then.
    private String loadTasks(DatabaseAddress address) throws IOException, SQLException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return new SampleTasks(tasks).load(address);
            } catch (SQLException e) {
                boolean schemaTooOld = String.valueOf(e.getSQLState()).startsWith(SCHEMA_MISMATCH);
                if (!schemaTooOld || attempt == MIGRATION_LOOKS) {
                    throw new SQLException("The sample tasks cannot be loaded: " + e.getMessage(), e.getSQLState(), e);
                }
                Thread.sleep(AFTER_MISMATCH.toMillis());
            }
        }
    }

    private void awaitScheduler() throws InterruptedException {
        while (!Files.exists(home.resolve("run/scheduler-ready"))) {
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
    }
}
