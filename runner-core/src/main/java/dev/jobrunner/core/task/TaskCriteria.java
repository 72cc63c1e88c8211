package dev.jobrunner.core.task;

import dev.jobrunner.core.sql.Instants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** A {@link TaskFilter} as the condition of a statement about {@code scheduled_tasks t}, with its parameters. */
final class TaskCriteria {

    private final List<String> clauses = new ArrayList<>(List.of("true"));
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    private TaskCriteria() {}

    static TaskCriteria of(TaskFilter filter, StuckAfter stuckAfter) {
        TaskCriteria criteria = new TaskCriteria();
        if (!filter.ids().isEmpty()) {
            criteria.add("t.id = ANY (CAST(:ids AS bigint[]))", "ids", array(filter.ids()));
        }
        criteria.addText("t.name = :exactName", "exactName", filter.name());
        criteria.addText("t.locked_by = :worker", "worker", filter.worker());
        criteria.addTime("t.next_run_at >= :dueFrom", "dueFrom", filter.dueFrom());
        criteria.addTime("t.next_run_at < :dueTo", "dueTo", filter.dueTo());
        if (!filter.types().isEmpty()) {
            criteria.add("t.task_type IN (:types)", "types", filter.types());
        }
        if (!filter.statuses().isEmpty()) {
            criteria.add("t.status IN (:statuses)", "statuses", filter.statuses());
        }
        if (filter.text() != null && !filter.text().isBlank()) {
            criteria.add("""
                    (strpos(lower(coalesce(t.name, '')), lower(:text)) > 0
                     OR strpos(lower(t.task_type), lower(:text)) > 0
                     OR CAST(t.id AS text) = :text)""", "text", filter.text().strip());
        }
        TaskState state = filter.state();
        if (state == TaskState.STUCK) {
            criteria.parameters.put("stuckAfter", stuckAfter.json());
            criteria.parameters.put("stuckOtherwise", stuckAfter.otherwiseSeconds());
        }
        if (state != null) {
            criteria.clauses.add(state.predicate());
        }
        return criteria;
    }

    /** Without {@code WHERE}; never empty. */
    String condition() {
        return clauses.stream().map(each -> "(" + each + ")").collect(Collectors.joining("\n  AND "));
    }

    StatementSpec bind(StatementSpec statement) {
        StatementSpec bound = statement;
        for (Map.Entry<String, Object> each : parameters.entrySet()) {
            bound = bound.param(each.getKey(), each.getValue());
        }
        return bound;
    }

    private void addTime(String condition, String name, @Nullable Instant time) {
        Object parameter = Instants.parameter(time);
        if (parameter != null) {
            add(condition, name, parameter);
        }
    }

    private void addText(String clause, String parameter, @Nullable String value) {
        if (value != null) {
            add(clause, parameter, value);
        }
    }

    private void add(String clause, String parameter, Object value) {
        clauses.add(clause);
        parameters.put(parameter, value);
    }

    private static String array(List<Long> ids) {
        return ids.stream().map(Objects::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
