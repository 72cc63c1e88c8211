package dev.jobrunner.core.upkeep;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.settings.ConcurrencyLimits;
import dev.jobrunner.core.task.TaskType;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Brings {@code max_concurrent_runs} of existing tasks in line with the settings. A limit that is set by variable or
 * property is the operator's explicit word and replaces whatever stands there. A default only ever replaces the column's
 * own default of 1, and only when somebody asks for it: any other value was chosen by someone and stays.
 */
public final class ConcurrencyTuner {

    /** Names that no task type can have are passed over: a stray row must not keep the others from their limits. */
    private static final String TYPES = """
            SELECT DISTINCT t.task_type
            FROM scheduled_tasks t
            WHERE length(t.task_type) BETWEEN 1 AND :longest
              AND t.task_type !~ '^\\s*$|[[:cntrl:]]'
            ORDER BY t.task_type
            """;

    /** Waits for nobody: what another transaction holds is counted instead. Reads all in one snapshot. */
    private static final String SET = """
            WITH other AS MATERIALIZED (
                SELECT t.id, t.max_concurrent_runs
                FROM scheduled_tasks t
                WHERE t.task_type = :type
                  AND t.max_concurrent_runs <> :limit
                  AND (NOT :onlyUntouched OR t.max_concurrent_runs = 1)
                ORDER BY t.id
                FOR UPDATE SKIP LOCKED
            ),
            changed AS (
                UPDATE scheduled_tasks t
                SET max_concurrent_runs = :limit
                FROM other o
                WHERE t.id = o.id
                RETURNING t.id, t.name, o.max_concurrent_runs AS was
            ),
            entered AS (
                INSERT INTO scheduled_task_audit (actor, face, action, subject_kind, subject_id, subject_name, before, after)
                SELECT :actor, :face, 'edit', 'task', CAST(c.id AS text), c.name,
                       jsonb_build_object('max_concurrent_runs', c.was),
                       jsonb_build_object('max_concurrent_runs', CAST(:limit AS integer))
                FROM changed c
                -- Nobody acts where a setting does.
                WHERE CAST(:actor AS text) IS NOT NULL
                ORDER BY c.id
            )
            SELECT (SELECT count(*) FROM changed) AS changed,
                   (SELECT count(*)
                    FROM scheduled_tasks t
                    WHERE t.task_type = :type
                      AND t.max_concurrent_runs <> :limit
                      AND (NOT :onlyUntouched OR t.max_concurrent_runs = 1)
                      AND NOT EXISTS (SELECT 1 FROM changed c WHERE c.id = t.id)) AS busy
            """;

    private final JdbcClient jdbc;
    private final ConcurrencyLimits limits;

    public ConcurrencyTuner(DataSource dataSource, ConcurrencyLimits limits) {
        this.jdbc = JdbcClient.create(dataSource);
        this.limits = limits;
    }

    /** Applies the limits that are set, and nothing else. Does not even ask the database when none is set. */
    public Tuning applyConfigured() {
        return limits.byEnvironmentName().isEmpty() ? new Tuning(List.of(), List.of()) : tune(null);
    }

    /** Applies the limits that are set, and the defaults of the known types to tasks whose limit nobody has chosen. Each is in the audit. */
    public Tuning optimize(Actor actor) {
        return tune(actor);
    }

    /** @param optimizer who wants the defaults too; null for nobody */
    private Tuning tune(@Nullable Actor optimizer) {
        List<Change> changes = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        Map<String, List<String>> spellings = new LinkedHashMap<>();
        for (String type : jdbc.sql(TYPES)
                .param("longest", TaskType.MAX_LENGTH)
                .query(String.class)
                .list()) {
            spellings
                    .computeIfAbsent(new TaskType(type).environmentName(), name -> new ArrayList<>())
                    .add(type);
        }
        spellings.forEach((name, types) -> {
            OptionalInt configured = limits.configured(name);
            if (configured.isPresent() && types.size() > 1) {
                refused.add(
                        "MAX_CONCURRENT_RUNS_%s is not applied: it would mean the types '%s' alike; rename one of them"
                                .formatted(name, String.join("' and '", types)));
            } else if (configured.isPresent()) {
                changes.add(set(types.get(0), configured.getAsInt(), false, optimizer));
            } else if (optimizer != null && limits.defaultFor(name) > 1) {
                types.forEach(type -> changes.add(set(type, limits.defaultFor(name), true, optimizer)));
            }
        });
        return new Tuning(changes, refused);
    }

    private Change set(String type, int limit, boolean onlyUntouched, @Nullable Actor actor) {
        return jdbc.sql(SET)
                .param("type", type)
                .param("limit", limit)
                .param("onlyUntouched", onlyUntouched)
                .param("actor", actor == null ? null : actor.name(), Types.VARCHAR)
                .param("face", actor == null ? null : actor.face().word(), Types.VARCHAR)
                .query((row, number) -> new Change(type, limit, row.getInt("changed"), row.getInt("busy")))
                .single();
    }

    /**
     * What has been done.
     *
     * @param changes one entry for each type that has a limit to be applied, also where all tasks had it already
     * @param refused one sentence for each limit that could not be applied
     */
    public record Tuning(List<Change> changes, List<String> refused) {
        public Tuning {
            changes = List.copyOf(changes);
            refused = List.copyOf(refused);
        }
    }

    /**
     * @param limit the type's {@code max_concurrent_runs} from now on
     * @param tasks how many tasks had another one
     * @param busy how many still have another one, since another transaction holds their rows; try again later
     */
    public record Change(String taskType, int limit, int tasks, int busy) {}
}
