package dev.jobrunner.scheduler.api.access;

import dev.jobrunner.core.access.Token;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A token as JSON shows it; its text is never part of it. */
@Schema(name = "Token")
record TokenView(
        long id,
        @Schema(example = "deploy") String name,

        @Schema(allowableValues = {"viewer", "operator", "admin"})
        String role,

        @Schema(description = "The first characters, by which people recognise it.", example = "pjr_Xq3f0A")
        String prefix,

        @Schema(allowableValues = {"active", "expired", "revoked"})
        String state,

        @Schema(example = "admin") String createdBy,
        Instant createdAt,

        @Schema(description = "Null if it never does.") @Nullable
        Instant expiresAt,

        @Schema(description = "True to a minute.") @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    static TokenView of(Token token) {
        return new TokenView(
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
