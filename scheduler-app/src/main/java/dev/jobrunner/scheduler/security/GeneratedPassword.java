package dev.jobrunner.scheduler.security;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * A password for one start, for a scheduler that only this machine can reach and that was given none. It goes to standard
 * output, once, and never into a log file.
 */
final class GeneratedPassword implements ApplicationListener<WebServerInitializedEvent> {

    /** Without characters that look alike. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 4;
    private static final int GROUP = 5;

    private final String password = random();
    private final boolean used;
    private final Environment environment;
    private final PrintStream out;

    /** @param used whether it counts; otherwise nothing is printed */
    GeneratedPassword(boolean used, Environment environment, PrintStream out) {
        this.used = used;
        this.environment = environment;
        this.out = out;
    }

    String password() {
        return password;
    }

    @Override
    public void onApplicationEvent(WebServerInitializedEvent event) {
        if (used && event.getApplicationContext().getServerNamespace() == null) {
            out.println("Sign in at http://" + environment.getProperty("server.address", "127.0.0.1") + ":"
                    + event.getWebServer().getPort() + " as 'admin' with the password " + password
                    + " (made for this start; ADMIN_PASSWORD sets a lasting one)");
        }
    }

    private static String random() {
        SecureRandom random = new SecureRandom();
        return IntStream.range(0, GROUPS)
                .mapToObj(group -> random.ints(GROUP, 0, LETTERS.length())
                        .mapToObj(index -> String.valueOf(LETTERS.charAt(index)))
                        .collect(Collectors.joining()))
                .collect(Collectors.joining("-"));
    }
}
