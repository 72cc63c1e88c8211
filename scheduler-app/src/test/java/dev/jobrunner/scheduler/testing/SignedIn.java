package dev.jobrunner.scheduler.testing;

import dev.jobrunner.core.access.IssuedToken;
import dev.jobrunner.core.access.NewToken;
import dev.jobrunner.core.access.Role;
import dev.jobrunner.core.access.TokenStore;
import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.audit.Face;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * How a test gets in. {@code src/test/resources/config/application.yaml} gives every scheduler that a test starts the users
 * {@code admin}, {@code operator} and {@code viewer} with these passwords, and keeps it on loopback.
 */
public final class SignedIn {

    private SignedIn() {}

    /** The password of the user that is named as the role. */
    public static String passwordOf(Role role) {
        return role.word() + "s-own-password";
    }

    /** The value of the header {@code Authorization} (HTTP Basic): good for the API and the metrics, not for pages. */
    public static String as(Role role) {
        String pair = role.word() + ":" + passwordOf(role);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** A request of the admin's. */
    public static HttpRequest.Builder request(String url) {
        return request(url, Role.ADMIN);
    }

    public static HttpRequest.Builder request(String url, Role role) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", as(role));
    }

    /** A new token that does not expire. */
    public static IssuedToken token(RunningScheduler scheduler, String name, Role role) {
        return scheduler
                .bean(TokenStore.class)
                .create(new NewToken(name, role, null), new Actor("test", Face.CLI))
                .orElseThrow();
    }
}
