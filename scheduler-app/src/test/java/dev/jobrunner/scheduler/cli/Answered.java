package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a command line was answered with. */
record Answered(int code, String out, String err) {

    /** Runs a command as the jar does, with these environment variables. */
    static Answered to(Map<String, String> variables, Clock clock, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new Commands(variables, clock)
                .run(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        arguments);
        return new Answered(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The {@code DATABASE_URL} of a database, user and password included. */
    static String urlOf(TestDatabase database) {
        return database.jdbcUrl()
                .replace("jdbc:postgresql://", "postgres://" + database.user() + ":" + database.password() + "@");
    }

    JsonNode json() {
        return Answer.mapper().readTree(out);
    }
}
