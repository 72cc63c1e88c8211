package dev.jobrunner.core.sql;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Throws a connection out of its pool once it refuses to write. After a failover such a one leads to the server that was
 * the primary before, and would go on refusing for as long as the pool keeps it.
 */
public final class ReadOnlyConnections implements SQLExceptionOverride {

    /** {@code read_only_sql_transaction} in PostgreSQL's table of error codes. */
    private static final String READ_ONLY = "25006";

    @java.lang.Override
    public Override adjudicate(SQLException refused) {
        return READ_ONLY.equals(refused.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
