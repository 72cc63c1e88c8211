package dev.jobrunner.local;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is. Understands the three spellings that the apps understand.
 *
 * @param jdbcUrl without user and password
 */
record DatabaseAddress(String jdbcUrl, Properties login) {

    private static final String JDBC = "jdbc:";

    /** Throws {@link IllegalArgumentException}, never with a password in it, for anything but a PostgreSQL address. */
    static DatabaseAddress parse(String url) {
        if (url.startsWith(JDBC)) {
            return new DatabaseAddress(url, new Properties());
        }
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (uri.getHost() == null || !(scheme.equals("postgres") || scheme.equals("postgresql"))) {
                throw new IllegalArgumentException(
                        "DATABASE_URL must read postgresql://USER:PASSWORD@HOST:PORT/DATABASE");
            }
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            return new DatabaseAddress(
                    "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query,
                    login(uri.getRawUserInfo()));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("DATABASE_URL is no valid address: " + e.getReason(), null);
        }
    }

    /** Throws with the address and the reason if nobody can log in there. */
    void check() throws SQLException {
        try {
            connect().close();
        } catch (SQLException e) {
            throw new SQLException("The database " + this + " cannot be used: " + e.getMessage(), e.getSQLState(), e);
        }
    }

    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.putAll(login);
        properties.putIfAbsent("connectTimeout", "5");
        properties.putIfAbsent("socketTimeout", "30");
        properties.putIfAbsent("ApplicationName", "jobrunner-local");
        return DriverManager.getConnection(jdbcUrl, properties);
    }

    private static Properties login(@Nullable String userInfo) {
        Properties login = new Properties();
        if (userInfo != null) {
            String[] parts = userInfo.split(":", 2);
            login.setProperty("user", decoded(parts[0]));
            if (parts.length == 2) {
                login.setProperty("password", decoded(parts[1]));
            }
        }
        return login;
    }

    // URLDecoder is made for forms, where a plus is a blank; in a password it is a plus.
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return jdbcUrl.replaceAll("(?i)(password=)[^&]*", "$1***");
    }
}
