package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.access.IssuedToken;
import dev.jobrunner.core.access.NewToken;
import dev.jobrunner.scheduler.input.TokenRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tokens create}: the token alone goes to stdout, so that a script can take it. */
@Command(name = "create", description = "Makes a token and shows it, this once.")
final class TokensCreateCommand implements Callable<Integer> {

    private final CommandSession session;

    @Parameters(paramLabel = "NAME", description = "By which people and the audit know it.")
    private String name = "";

    @Option(names = "--role", paramLabel = "ROLE", required = true, description = "viewer, operator or admin.")
    private String role = "";

    @Option(names = "--expires-days", paramLabel = "N", description = "Days from now; without it, it never expires.")
    private @Nullable String expiresDays;

    @Mixin
    private JsonOption json = new JsonOption();

    TokensCreateCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        NewToken wanted = TokenRequest.parse(name, role, expiresDays);
        Optional<IssuedToken> issued = session.tokens().create(wanted, session.actor());
        if (issued.isEmpty()) {
            session.answer().remark("there is a token '" + wanted.name() + "' already: 'tokens revoke' it first");
            return ExitCode.DEGRADED_OR_REFUSED;
        }
        if (json.wanted()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("id", issued.get().token().id());
            answer.put("name", issued.get().token().name());
            answer.put("role", issued.get().token().role().word());
            answer.put("expires_at", issued.get().token().expiresAt());
            answer.put("token", issued.get().secret());
            session.answer().json(answer);
        } else {
            session.answer().line(issued.get().secret());
            session.answer()
                    .remark("token " + issued.get().token().id() + " '" + wanted.name() + "' made; keep it now, it is"
                            + " not shown again. Send it as 'Authorization: Bearer TOKEN'.");
        }
        return ExitCode.GOOD;
    }
}
