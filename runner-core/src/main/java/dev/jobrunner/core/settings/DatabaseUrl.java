package dev.jobrunner.core.settings;

import org.jspecify.annotations.Nullable;

/**
 * Where the database is and who connects.
 *
 * @param jdbcUrl for the PostgreSQL driver, without user and password
 * @param user null if the URL names none
 * @param password null if the URL has none; {@link #toString()} hides it
 */
public record DatabaseUrl(
        String jdbcUrl, @Nullable String user, @Nullable String password) {

    /** The environment variable that holds it. */
    public static final String VARIABLE = "DATABASE_URL";

    /**
     * Reads {@code postgres://user:password@host:port/database?option=value}, with {@code postgresql://} or
     * {@code jdbc:postgresql://} as well. User, password and database are percent-decoded; a {@code +} is a plus. The
     * port may be left out, an IPv6 address stands in brackets, several hosts are separated by commas.
     *
     * @throws StartRefused if it is none of these; the message repeats nothing that could be part of a password
     */
    public static DatabaseUrl parse(String text) {
        return new DatabaseUrlParser(text.strip()).parse();
    }

    @Override
    public String toString() {
        return jdbcUrl + (user == null ? "" : " as " + user) + (password == null ? "" : " with a password");
    }
}
