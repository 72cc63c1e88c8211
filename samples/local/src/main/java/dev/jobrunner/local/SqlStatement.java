package dev.jobrunner.local;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One statement of an operator, for machines without psql: columns apart by tabs, the names on the first line. */
final class SqlStatement {

    private final String sql;

    SqlStatement(String sql) {
        this.sql = sql;
    }

    /** Prints the answer on stdout, a refusal on stderr; returns the exit code of the command. */
    int run(DatabaseAddress address) {
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    print(rows);
                }
            } else {
                System.out.println(statement.getUpdateCount() + " rows changed");
            }
            return 0;
        } catch (SQLException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static void print(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<String> line = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            line.add(columns.getColumnLabel(i));
        }
        System.out.println(String.join("\t", line));
        while (rows.next()) {
            line.clear();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                line.add(Objects.requireNonNullElse(rows.getString(i), ""));
            }
            System.out.println(String.join("\t", line));
        }
    }
}
