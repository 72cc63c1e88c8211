package dev.jobrunner.core.sql;

import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A client for searches: each execution is planned for its own values. A plan kept for any value would be the same for a
 * word that occurs in every row and for one that occurs in none, and could not use a partial index.
 */
public final class FreshPlans extends JdbcTemplate {

    private FreshPlans(DataSource dataSource) {
        super(dataSource);
    }

    public static JdbcClient client(DataSource dataSource) {
        return JdbcClient.create(new FreshPlans(dataSource));
    }

    @Override
    protected void applyStatementSettings(Statement statement) throws SQLException {
        super.applyStatementSettings(statement);
        if (statement.isWrapperFor(PGStatement.class)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
    }
}
