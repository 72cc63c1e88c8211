package dev.jobrunner.core.access;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a token; never the token itself.
 *
 * @param prefix its first characters, by which people recognise it
 * @param state as of the moment of reading, by the database's clock
 * @param createdBy name of the actor
 * @param expiresAt null if it never does
 * @param lastUsedAt true to a minute; null if it never was
 */
public record Token(
        long id,
        String name,
        Role role,
        String prefix,
        State state,
        String createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    /** The name of whoever acts with it, in the audit. */
    public String actor() {
        return "token:" + name;
    }

    /** Whether it lets anybody in. */
    public enum State {
        ACTIVE,
        EXPIRED,
        REVOKED;

        /** As the API and the pages spell it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
