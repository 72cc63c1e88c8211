package dev.jobrunner.core.sql;

import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads with each statement planned for its own values. A plan kept for any value would be the same for a word that occurs
 * in every row and for one that occurs in none, and could not use a partial index.
 */
public final class FreshPlans {

    private static final String FRESH = "SET LOCAL plan_cache_mode = force_custom_plan";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public FreshPlans(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.transaction.setReadOnly(true);
    }

    /** The answer to questions that are put to the given client, in one transaction. */
    public <T> T read(Function<JdbcClient, T> questions) {
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.sql(FRESH).update();
            return questions.apply(jdbc);
        }));
    }
}
