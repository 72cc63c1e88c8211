package dev.jobrunner.scheduler.input;

import dev.jobrunner.core.access.NewToken;
import dev.jobrunner.core.access.Role;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what people ask for when they make a token. */
public final class TokenRequest {

    /** For messages and forms. */
    public static final int MOST_DAYS = 3650;

    private static final int LONGEST = 60;

    private TokenRequest() {}

    /**
     * What is asked for.
     *
     * @param expiresDays null or blank for a token that never expires
     * @throws InvalidInputException naming what is wrong
     */
    public static NewToken parse(@Nullable String name, @Nullable String role, @Nullable String expiresDays) {
        String plain = name == null ? "" : name.strip();
        if (!plain.matches("[A-Za-z0-9][A-Za-z0-9 ._-]{0," + (LONGEST - 1) + "}")) {
            throw new InvalidInputException(
                    "name",
                    plain,
                    "1 to " + LONGEST + " letters, digits, spaces and . _ - beginning with a letter or digit");
        }
        String word = role == null ? "" : role.strip();
        Role known = Role.of(word).orElseThrow(() -> new InvalidInputException("role", word, roles()));
        Duration lifetime = expiresDays == null || expiresDays.isBlank()
                ? null
                : Duration.ofDays(WholeNumber.parse("expires_days", expiresDays, 1, MOST_DAYS));
        return new NewToken(plain, known, lifetime);
    }

    private static String roles() {
        return Arrays.stream(Role.values()).map(Role::word).collect(Collectors.joining(", "));
    }
}
