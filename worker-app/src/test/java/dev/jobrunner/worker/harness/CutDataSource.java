package dev.jobrunner.worker.harness;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A data source whose line to the database the test can cut and mend. */
public final class CutDataSource extends DelegatingDataSource {

    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean cut;

    public CutDataSource(DataSource target) {
        super(target);
    }

    public void cut() {
        cut = true;
    }

    public void mend() {
        cut = false;
    }

    /** How often a connection was asked for in vain. */
    public int refusals() {
        return refusals.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (cut) {
            refusals.incrementAndGet();
            throw new SQLException("the line is cut", "08006");
        }
        return super.getConnection();
    }
}
