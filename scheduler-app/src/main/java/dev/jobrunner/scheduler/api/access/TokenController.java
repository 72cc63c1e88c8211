package dev.jobrunner.scheduler.api.access;

import dev.jobrunner.core.access.NewToken;
import dev.jobrunner.core.access.Token;
import dev.jobrunner.core.access.TokenStore;
import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.scheduler.api.ApiPage;
import dev.jobrunner.scheduler.api.Cursor;
import dev.jobrunner.scheduler.api.PageQuery;
import dev.jobrunner.scheduler.input.ConflictException;
import dev.jobrunner.scheduler.input.NotFoundException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Makes, lists and revokes tokens. */
@RestController
@RequestMapping("/api/v1/tokens")
@Tag(name = "Tokens", description = "What programs sign in with. For the role admin.")
final class TokenController {

    private final TokenStore tokens;

    TokenController(TokenStore tokens) {
        this.tokens = tokens;
    }

    @GetMapping
    @Operation(
            summary = "List tokens",
            operationId = "listTokens",
            description = "Newest first, revoked and expired ones too; never the text of a token.")
    ResponseEntity<ApiPage<TokenView>> list(PageQuery page) {
        List<TokenView> rows = tokens.list(page.afterId(Long.MAX_VALUE), page.rows()).stream()
                .map(TokenView::of)
                .toList();
        return page.answer(rows, each -> Cursor.ofId(each.id()));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Make a token",
            operationId = "createToken",
            description = "The answer is the only place where its text is shown.",
            responses =
                    @ApiResponse(
                            responseCode = "201",
                            description = "Made.",
                            content = @Content(schema = @Schema(implementation = IssuedTokenView.class))))
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = TokenBody.class),
                            examples =
                                    @ExampleObject(
                                            value = "{\"name\":\"deploy\",\"role\":\"operator\",\"expires_days\":90}")))
    IssuedTokenView create(@org.springframework.web.bind.annotation.RequestBody JsonNode body, Actor actor) {
        NewToken wanted = TokenBody.read(body);
        return tokens.create(wanted, actor)
                .map(IssuedTokenView::of)
                .orElseThrow(() -> new ConflictException(
                        "there is a token '" + wanted.name() + "' already: revoke it first, or take another name"));
    }

    @DeleteMapping("/{id}")
    @Operation(
            summary = "Revoke a token",
            operationId = "revokeToken",
            description = "It lets nobody in from the next request on. The row stays, for the audit's sake.")
    TokenView revoke(@PathVariable long id, Actor actor) {
        return tokens.revoke(id, actor).map(TokenView::of).orElseThrow(() -> whyNot(id));
    }

    private RuntimeException whyNot(long id) {
        return tokens.find(id)
                .map(Token::revokedAt)
                .<RuntimeException>map(at -> new ConflictException("token " + id + " was revoked already, at " + at))
                .orElseGet(() -> new NotFoundException("token " + id));
    }
}
