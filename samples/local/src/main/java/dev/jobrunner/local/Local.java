package dev.jobrunner.local;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Entry point of the companion process. {@code ./local} calls it; people do not. */
public final class Local {

    private static final String USAGE =
            "Usage: Local run | sql STATEMENT (settings come from the environment, see ./local)";

    private Local() {}

    public static void main(String[] arguments) throws InterruptedException {
        try {
            System.exit(run(arguments));
        } catch (IllegalArgumentException | IllegalStateException | IOException | SQLException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static int run(String[] arguments) throws InterruptedException, IOException, SQLException {
        if (arguments.length == 1 && arguments[0].equals("run")) {
            new Companion(
                            Path.of(required("LOCAL_HOME")).toAbsolutePath(),
                            Path.of(required("LOCAL_TASKS")),
                            WebhookSignature.of(required("WEBHOOK_SECRET")))
                    .run(optional("DATABASE_URL"));
            return 0;
        }
        if (arguments.length == 2 && arguments[0].equals("sql")) {
            return new SqlStatement(arguments[1]).run(DatabaseAddress.parse(required("DATABASE_URL")));
        }
        System.err.println(USAGE);
        return 2;
    }

    private static String required(String name) {
        String value = optional(name);
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set; start this through ./local");
        }
        return value;
    }

    private static String optional(String name) {
        return System.getenv().getOrDefault(name, "");
    }
}
