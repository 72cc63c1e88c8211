package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.audit.AuditEntry;
import dev.jobrunner.core.audit.AuditFilter;
import dev.jobrunner.core.audit.AuditSearch;
import dev.jobrunner.scheduler.input.PointInTime;
import dev.jobrunner.scheduler.input.WholeNumber;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code audit}. */
@Command(name = "audit", description = "Shows what people changed, newest first.")
final class AuditCommand implements Callable<Integer> {

    private static final int MOST = 10_000;

    private final CommandSession session;

    @Option(names = "--actor", paramLabel = "NAME", description = "Only what this user or token did.")
    private @Nullable String actor;

    @Option(names = "--action", paramLabel = "WORD", description = "Only this, as in pause, edit or create.")
    private @Nullable String action;

    @Option(names = "--kind", paramLabel = "WORD", description = "Only task, worker, token, session, runs or calendar.")
    private @Nullable String kind;

    @Option(names = "--subject", paramLabel = "ID", description = "Only what was done to this one; with --kind.")
    private @Nullable String subject;

    @Option(names = "--from", paramLabel = "TIME", description = "Not before, as in 2026-12-31T23:59:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before.")
    private @Nullable String to;

    @Option(names = "--limit", paramLabel = "N", description = "How many at the most; default 20.")
    private String limit = "20";

    @Mixin
    private JsonOption json = new JsonOption();

    AuditCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        AuditFilter filter = new AuditFilter(actor, action, kind, subject, time("--from", from), time("--to", to));
        List<AuditEntry> entries = new AuditSearch(session.database())
                .search(filter, Long.MAX_VALUE, WholeNumber.parse("--limit", limit, 1, MOST));
        if (json.wanted()) {
            session.answer().json(entries.stream().map(Shown::of).toList());
        } else if (entries.isEmpty()) {
            session.answer().line("nothing was changed, or nothing that matches");
        } else {
            session.answer().line(table(entries).toString());
        }
        return ExitCode.GOOD;
    }

    private static TextTable table(List<AuditEntry> entries) {
        TextTable table = new TextTable("AT", "ACTOR", "FACE", "ACTION", "SUBJECT", "BEFORE", "AFTER");
        entries.forEach(each -> table.row(
                each.at(),
                each.actor(),
                each.face(),
                each.action(),
                each.subjectKind()
                        + (each.subjectId() == null ? "" : " " + each.subjectId())
                        + (each.subjectName() == null ? "" : " (" + each.subjectName() + ")"),
                Objects.requireNonNullElse(each.before(), "-"),
                Objects.requireNonNullElse(each.after(), "-")));
        return table;
    }

    private static @Nullable Instant time(String option, @Nullable String text) {
        return text == null ? null : PointInTime.parse(option, text);
    }

    /** An entry as JSON shows it: what changed as JSON rather than as text. */
    private record Shown(
            long id,
            Instant at,
            String actor,
            String face,
            String action,
            String subjectKind,
            @Nullable String subjectId,
            @Nullable String subjectName,
            @Nullable JsonNode before,
            @Nullable JsonNode after) {

        static Shown of(AuditEntry entry) {
            return new Shown(
                    entry.id(),
                    entry.at(),
                    entry.actor(),
                    entry.face(),
                    entry.action(),
                    entry.subjectKind(),
                    entry.subjectId(),
                    entry.subjectName(),
                    json(entry.before()),
                    json(entry.after()));
        }

        private static @Nullable JsonNode json(@Nullable String text) {
            return text == null ? null : Answer.mapper().readTree(text);
        }
    }
}
