package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.access.Token;
import dev.jobrunner.core.access.TokenStore;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tokens revoke}. */
@Command(name = "revoke", description = "Takes a token back; it lets nobody in from now on.")
final class TokensRevokeCommand implements Callable<Integer> {

    private final CommandSession session;

    @Parameters(paramLabel = "ID", description = "As 'tokens list' shows it.")
    private long id;

    @Mixin
    private JsonOption json = new JsonOption();

    TokensRevokeCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        TokenStore tokens = session.tokens();
        Optional<Token> revoked = tokens.revoke(id, session.actor());
        if (revoked.isEmpty()) {
            session.answer()
                    .remark(tokens.find(id)
                            .map(token -> "token " + id + " was revoked already, at " + token.revokedAt())
                            .orElse("there is no token " + id));
            return ExitCode.DEGRADED_OR_REFUSED;
        }
        if (json.wanted()) {
            session.answer().json(TokenLine.of(revoked.get()));
        } else {
            session.answer().line("token " + id + " '" + revoked.get().name() + "' is revoked");
        }
        return ExitCode.GOOD;
    }
}
