package dev.jobrunner.scheduler.api.access;

import dev.jobrunner.core.access.NewToken;
import dev.jobrunner.scheduler.api.JsonBody;
import dev.jobrunner.scheduler.input.TokenRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fields of a token to be made; here for the description only. */
@Schema(
        name = "NewToken",
        requiredProperties = {"name", "role"})
record TokenBody(
        @Schema(description = "1 to 60 letters, digits, spaces and . _ -; no other token that counts has it.")
        String name,

        @Schema(allowableValues = {"viewer", "operator", "admin"})
        String role,

        @Schema(
                description = "Days from now; null or absent for a token that never expires.",
                minimum = "1",
                maximum = "3650")
        @Nullable
        Integer expiresDays) {

    /** Reads the body of a request. */
    static NewToken read(JsonNode json) {
        JsonBody body = JsonBody.of(json, "name", "role", "expires_days");
        Integer days = body.number("expires_days", 1, TokenRequest.MOST_DAYS);
        return TokenRequest.parse(body.text("name"), body.text("role"), days == null ? null : days.toString());
    }
}
