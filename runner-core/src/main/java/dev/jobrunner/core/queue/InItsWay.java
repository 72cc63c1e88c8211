package dev.jobrunner.core.queue;

import dev.jobrunner.core.sql.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A task of the same type that runs, or whose run is being stopped. */
record InItsWay(
        long taskId,
        @Nullable String name,
        @Nullable Long runId,
        @Nullable String worker,
        @Nullable Instant since) {

    static InItsWay of(ResultSet row, int number) throws SQLException {
        Long run = row.getObject("run_id", Long.class);
        return new InItsWay(
                row.getLong("id"),
                row.getString("name"),
                run != null ? run : row.getObject("hold_run_id", Long.class),
                row.getString("locked_by"),
                Instants.nullable(row, "locked_at"));
    }

    Map<String, @Nullable Object> facts() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("task_id", taskId);
        facts.put("name", name);
        facts.put("run_id", runId);
        facts.put("locked_by", worker);
        facts.put("locked_at", since);
        return facts;
    }

    static String list(List<InItsWay> all) {
        return all.stream()
                .map(each ->
                        (each.runId == null ? "task " + each.taskId : "run " + each.runId + " of task " + each.taskId)
                                + (each.name == null ? "" : " (" + each.name + ")"))
                .collect(Collectors.joining(", "));
    }
}
