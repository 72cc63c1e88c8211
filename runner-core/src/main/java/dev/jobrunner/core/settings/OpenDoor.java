package dev.jobrunner.core.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** Keeps a scheduler from standing open: whoever can reach it from outside needs a password that nobody guesses. */
final class OpenDoor {

    private static final String ADVICE =
            "; set one (openssl rand -base64 18 makes one), or SERVER_ADDRESS=127.0.0.1 to stay on this machine";

    private OpenDoor() {}

    /** @throws StartRefused if the process listens beyond loopback and a password is missing or worth nothing */
    static void refuse(Environment environment) {
        if (isLoopback(environment.getProperty(AccessVariables.SERVER_ADDRESS.property()))) {
            return;
        }
        String admin = environment.getProperty(AccessVariables.ADMIN_PASSWORD.property());
        if (admin == null || admin.isBlank()) {
            throw new StartRefused(AccessVariables.ADMIN_PASSWORD.name()
                    + " is not set, and the scheduler would listen beyond this machine" + ADVICE);
        }
        for (Variable<String> variable : List.of(
                AccessVariables.ADMIN_PASSWORD, AccessVariables.OPERATOR_PASSWORD, AccessVariables.VIEWER_PASSWORD)) {
            Optional.ofNullable(environment.getProperty(variable.property()))
                    .flatMap(PasswordStrength::complaint)
                    .ifPresent(complaint -> {
                        throw new StartRefused(variable.name() + " " + complaint
                                + ", and the scheduler would listen beyond this machine" + ADVICE);
                    });
        }
    }

    /** Not set means every address of the machine, as for the server itself. */
    private static boolean isLoopback(@Nullable String address) {
        try {
            return address != null
                    && !address.isBlank()
                    && InetAddress.getByName(address.strip()).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            // the server will say so in its own words; until then it counts as reachable
            return false;
        }
    }
}
