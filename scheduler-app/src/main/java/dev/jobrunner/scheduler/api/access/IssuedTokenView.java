package dev.jobrunner.scheduler.api.access;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.jobrunner.core.access.IssuedToken;
import io.swagger.v3.oas.annotations.media.Schema;

/** The answer that shows a token's text, once. */
@Schema(name = "IssuedToken")
record IssuedTokenView(
        @JsonUnwrapped TokenView view,

        @Schema(
                description = "What the program sends. This is the only time that it is shown.",
                example = "pjr_Xq3f0AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_")
        String token) {

    static IssuedTokenView of(IssuedToken issued) {
        return new IssuedTokenView(TokenView.of(issued.token()), issued.secret());
    }

    @Override
    public String toString() {
        return "IssuedTokenView[" + view + "]";
    }
}
