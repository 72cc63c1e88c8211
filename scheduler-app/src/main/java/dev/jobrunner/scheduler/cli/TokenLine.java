package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.access.Token;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A token as JSON shows it. */
record TokenLine(
        long id,
        String name,
        String role,
        String prefix,
        String state,
        String createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    static TokenLine of(Token token) {
        return new TokenLine(
                token.id(),
                token.name(),
                token.role().word(),
                token.prefix(),
                token.state().word(),
                token.createdBy(),
                token.createdAt(),
                token.expiresAt(),
                token.lastUsedAt(),
                token.revokedAt());
    }
}
