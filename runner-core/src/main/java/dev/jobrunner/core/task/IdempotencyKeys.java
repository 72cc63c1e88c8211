package dev.jobrunner.core.task;

import dev.jobrunner.core.audit.Actor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes asking twice the same as asking once: what was answered under a key is answered again. Two that ask at the same time
 * wait for each other; what fails leaves no trace, so that it can be asked anew under its key.
 */
public final class IdempotencyKeys {

    private static final String TAKE = """
            INSERT INTO scheduled_task_idempotency_keys (actor, key, request_hash)
            VALUES (:actor, :key, :hash)
            ON CONFLICT DO NOTHING
            """;

    private static final String ANSWER = """
            SELECT k.answer
            FROM scheduled_task_idempotency_keys k
            WHERE k.actor = :actor AND k.key = :key AND k.request_hash = :hash
            """;

    private static final String KEEP = """
            UPDATE scheduled_task_idempotency_keys k
            SET answer = :answer
            WHERE k.actor = :actor AND k.key = :key
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public IdempotencyKeys(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    }

    /**
     * Answers as before, or does it now, in one transaction with keeping its answer.
     *
     * @param request what is asked for, in a form that is the same for the same request
     * @param work answers what is to be answered again
     * @return the answer; empty if the key was used for another request
     */
    public Optional<String> once(Actor actor, String key, String request, Supplier<String> work) {
        String hash = hash(request);
        return Objects.requireNonNull(transaction.execute(status -> {
            int taken = bound(TAKE, actor, key).param("hash", hash).update();
            if (taken == 0) {
                return bound(ANSWER, actor, key)
                        .param("hash", hash)
                        .query(String.class)
                        .optional();
            }
            String answer = work.get();
            bound(KEEP, actor, key).param("answer", answer).update();
            return Optional.of(answer);
        }));
    }

    /** @return how many older ones went */
    public int forget(Duration olderThan) {
        return jdbc.sql(
                        "DELETE FROM scheduled_task_idempotency_keys k WHERE k.created_at < now() - CAST(:age AS interval)")
                .param("age", olderThan.toSeconds() + " seconds")
                .update();
    }

    private JdbcClient.StatementSpec bound(String sql, Actor actor, String key) {
        return jdbc.sql(sql).param("actor", actor.name()).param("key", key);
    }

    private static String hash(String request) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
