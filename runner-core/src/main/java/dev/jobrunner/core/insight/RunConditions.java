package dev.jobrunner.core.insight;

import dev.jobrunner.core.sql.Instants;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RunFilter} as SQL, once for the ledger ({@code l}) and once for the tasks that run ({@code t}). Only what is
 * asked for becomes a clause, each of them a constant; values are always parameters.
 */
final class RunConditions {

    private static final String WORDS = """
            l.error_message IS NOT NULL
            AND to_tsvector('simple', left(l.error_message, 8192)) @@ websearch_to_tsquery('simple', :text)
            """;

    private static final String FOUND = """
            SELECT l.id, l.executed_at
            FROM scheduled_task_logs l
            WHERE true
            %s
            %s
            %s
            """;

    private final StringJoiner time = new StringJoiner("\n");
    private final StringJoiner ended = new StringJoiner("\n");
    private final StringJoiner live = new StringJoiner("\n");
    private final List<String> alternatives = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();

    RunConditions(RunFilter filter, @Nullable RunPosition after, @Nullable TextMatch match) {
        times(filter);
        if (filter.taskId() != null) {
            both("taskId", filter.taskId(), "AND l.scheduled_task_id = :taskId", "AND t.id = :taskId");
        }
        if (filter.taskType() != null) {
            both("taskType", filter.taskType(), "AND l.task_type = :taskType", "AND t.task_type = :taskType");
        }
        if (filter.worker() != null) {
            both("worker", filter.worker(), "AND l.locked_by = :worker", "AND t.locked_by = :worker");
        }
        statuses(filter);
        if (match != null) {
            text(match);
        }
        if (after != null) {
            value("afterTime", Instants.parameter(after.executedAt()));
            value("afterId", after.id());
            time.add("AND (l.executed_at, l.id) < (:afterTime, :afterId)");
            live.add("AND (t.locked_at, t.run_id) < (:afterTime, :afterId)");
        }
    }

    /** On the ledger's time alone, which every index of a search has. */
    String time() {
        return time.toString();
    }

    /** On the ledger's other columns. */
    String ended() {
        return alternatives.isEmpty() ? ended.toString() : ended + "\nAND (" + String.join(" OR ", alternatives) + ")";
    }

    /**
     * A query for the ids of all rows of the ledger that are meant. Names and words are asked for apart: no index serves
     * both, and the words of a message take long to look at one by one.
     */
    String found() {
        return alternatives.isEmpty()
                ? FOUND.formatted(time, ended, "")
                : alternatives.stream()
                        .map(each -> FOUND.formatted(time, ended, "AND " + each))
                        .collect(Collectors.joining("UNION\n"));
    }

    String live() {
        return live.toString();
    }

    Map<String, Object> values() {
        return values;
    }

    private void times(RunFilter filter) {
        if (filter.from() != null) {
            value("from", Instants.parameter(filter.from()));
            time.add("AND l.executed_at >= :from");
            live.add("AND t.locked_at >= :from");
        }
        if (filter.to() != null) {
            value("to", Instants.parameter(filter.to()));
            time.add("AND l.executed_at < :to");
            live.add("AND t.locked_at < :to");
        }
    }

    private void statuses(RunFilter filter) {
        if (!filter.statuses().isEmpty()) {
            value("statuses", filter.statuses().toArray(String[]::new));
            ended.add("AND l.status = ANY (:statuses)");
        }
        if (!filter.statuses().isEmpty() && !filter.statuses().contains("completed")) {
            ended.add("AND l.status <> 'completed'"); // as the partial index says it
        }
        if (!filter.wantsLive()) {
            live.add("AND false");
        }
    }

    private void text(TextMatch match) {
        value("text", match.text());
        StringJoiner endedNames = new StringJoiner(" OR ");
        StringJoiner liveNames = new StringJoiner(" OR ", "AND (", ")").add("false");
        if (!match.types().isEmpty()) {
            value("textTypes", match.types().toArray(String[]::new));
            endedNames.add("l.task_type = ANY (:textTypes)");
            liveNames.add("t.task_type = ANY (:textTypes)");
        }
        if (!match.taskIds().isEmpty()) {
            value("textTasks", match.taskIds().toArray(Long[]::new));
            endedNames.add("l.scheduled_task_id = ANY (:textTasks)");
            liveNames.add("t.id = ANY (:textTasks)");
        }
        live.add(liveNames.toString());
        if (endedNames.length() > 0) {
            alternatives.add("(" + endedNames + ")");
        }
        alternatives.add("(" + WORDS + ")");
    }

    private void both(String name, Object value, String endedClause, String liveClause) {
        value(name, value);
        ended.add(endedClause);
        live.add(liveClause);
    }

    private void value(String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}
