package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.access.Token;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tokens list}. */
@Command(name = "list", description = "Lists the tokens, newest first; never their text.")
final class TokensListCommand implements Callable<Integer> {

    private static final int MOST = 10_000;

    private final CommandSession session;

    @Mixin
    private JsonOption json = new JsonOption();

    TokensListCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<Token> tokens = session.tokens().list(Long.MAX_VALUE, MOST);
        if (json.wanted()) {
            session.answer().json(tokens.stream().map(TokenLine::of).toList());
        } else if (tokens.isEmpty()) {
            session.answer().line("no tokens yet; 'tokens create NAME --role viewer' makes one");
        } else {
            TextTable table =
                    new TextTable("ID", "NAME", "ROLE", "STATE", "BEGINS WITH", "MADE BY", "EXPIRES", "LAST USED");
            tokens.forEach(token -> table.row(
                    token.id(),
                    token.name(),
                    token.role().word(),
                    token.state().word(),
                    token.prefix(),
                    token.createdBy(),
                    or(token.expiresAt(), "never"),
                    or(token.lastUsedAt(), "never")));
            session.answer().line(table.toString());
        }
        return ExitCode.GOOD;
    }

    private static Object or(@Nullable Object value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
