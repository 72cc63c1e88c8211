package dev.jobrunner.local;

import java.nio.file.Path;
import java.util.Map;

/** Entry point of the companion process. {@code ./local} calls it; people do not. */
public final class Local {

    private static final String USAGE =
            "Usage: Local run | sql STATEMENT (settings come from the environment, see ./local)";

    private Local() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1 && arguments[0].equals("run")) {
            new Companion(setting("LOCAL_HOME"), setting("LOCAL_SAMPLES"), required("WEBHOOK_SECRET"))
                    .run(System.getenv().getOrDefault("DATABASE_URL", ""));
        } else if (arguments.length == 2 && arguments[0].equals("sql")) {
            System.exit(new SqlStatement(arguments[1]).run(DatabaseAddress.parse(required("DATABASE_URL"))));
        } else {
            System.err.println(USAGE);
            System.exit(2);
        }
    }

    private static Path setting(String name) {
        return Path.of(required(name)).toAbsolutePath();
    }

    private static String required(String name) {
        Map<String, String> environment = System.getenv();
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set; start this through ./local");
        }
        return value;
    }
}
