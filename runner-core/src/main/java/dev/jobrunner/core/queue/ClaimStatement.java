package dev.jobrunner.core.queue;

import dev.jobrunner.core.schedule.SlotRules;
import dev.jobrunner.core.sql.Instants;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The claim: two statements, and a third one before them where it stands in for a heartbeat; one round trip, one READ COMMITTED transaction.
 *
 * <p>A limit holds only if the count is taken in a snapshot that is younger than the lock on the type, so the first
 * statement locks and the second counts and claims. They are sent together on an auto-commit connection, where PostgreSQL
 * makes one implicit transaction of them. Should anything ever split them, the first one's result, a setting local to the
 * transaction, is gone too, and the second claims nothing.
 */
final class ClaimStatement {

    /** First key of the advisory locks, so that they cannot meet those of another program. */
    private static final int LOCK_SPACE = 0x6a72_7463;

    /** Waits for nobody. Parameter: worker. */
    private static final String BEAT = """
            UPDATE scheduled_task_workers w
            SET heartbeat_at = now()
            FROM (SELECT m.id
                  FROM scheduled_task_workers m
                  WHERE m.id = ? AND m.state = 'running' AND m.running = 0 AND m.drain_requested_at IS NULL
                  FOR UPDATE SKIP LOCKED) mine
            WHERE w.id = mine.id;
            """;

    /**
     * Follows the wanted types. Locks those that have a limit; the others are passed on as they are. Parameters: lock space, slots, slots,
     * types in environment form.
     */
    private static final String LOCK_TYPES = """
            , locked AS MATERIALIZED (
                SELECT w.task_type
                FROM wanted w
                WHERE w.places > 0
                  AND pg_try_advisory_xact_lock(?, hashtext(current_schema() || '.' || w.task_type))
                LIMIT ?
            )
            SELECT set_config('jobrunner.claim_types', coalesce(array_agg(l.task_type)::text, '{}'), true) AS locked,
                   set_config('jobrunner.claim_unlimited',
                              (SELECT coalesce(array_agg(w.task_type)::text, '{}') FROM wanted w WHERE w.unlimited), true) AS unlimited,
                   count(*) < least(?, (SELECT count(*) FROM wanted w WHERE w.places > 0)) AS contended,
                   clock_timestamp() AS database_time,
                   (SELECT min(g.next_run_at) FROM grp g
                    WHERE g.next_run_at > now()
                      AND\s""" + ClaimRules.handledBy("g.task_type", "?") + """
            ) AS next_due,
                   (SELECT array_agg(w.task_type ORDER BY w.task_type) FROM wanted w WHERE w.places > 0) AS wanted,
                   (SELECT array_agg(CAST(w.places AS integer) ORDER BY w.task_type) FROM wanted w WHERE w.places > 0) AS places
            FROM locked l;
            """;

    /** A task that is tried again for the slot it has. */
    private static final String AGAIN = "t.attempt > 0 AND t.scheduled_for IS NOT NULL";

    /** Those that may start of the types that are locked or have no limit. Parameter: slots. Leads to the chosen ones. */
    private static final String CANDIDATES =
            ClaimRules.GROUPS + """
            l AS (
                SELECT unnest(nullif(current_setting('jobrunner.claim_types', true), '')::text[]) AS task_type, true AS locked
                UNION ALL
                SELECT unnest(nullif(current_setting('jobrunner.claim_unlimited', true), '')::text[]), false
            ),
            """ + ClaimRules.RUNNING + ClaimRules.CANDIDATES_TO_CLAIM;

    /** Follows the chosen ones. Parameter: worker. */
    private static final String FILL_SLOTS = """
            -- A retry keeps its slot; next_run_at shows the slot while it runs, so that a change by hand can be told.
            UPDATE scheduled_tasks t
            SET last_status = 'running',
                locked_at = now(),
                locked_by = ?,
                lock_token = gen_random_uuid(),
                run_id = nextval('scheduled_task_run_ids'),
                attempt = CASE WHEN %1$s THEN t.attempt + 1 ELSE 1 END,
                scheduled_for = CASE WHEN %1$s THEN t.scheduled_for ELSE t.next_run_at END,
                next_run_at = CASE WHEN %1$s THEN t.scheduled_for ELSE t.next_run_at END,
                -- Given for this slot, and kept for its retries.
                slot_payload = coalesce(t.next_payload, t.slot_payload),
                next_payload = NULL,
                hold_until = NULL,
                hold_run_id = NULL,
                cancel_requested_at = NULL,
                schedule_error = NULL
            -- An array, not a join: with a join PostgreSQL thinks that a plan for the number of slots at hand pays, and plans anew for each claim.
            WHERE t.id = ANY (ARRAY(SELECT c.id FROM chosen c))
            RETURNING t.id, t.name, t.task_type, t.run_id, t.lock_token, t.attempt, t.scheduled_for, t.locked_at,
                      coalesce(t.slot_payload, t.payload) AS payload, t.schedule_pattern, t.time_zone,
                      t.max_concurrent_runs,
                      array_position(ARRAY(SELECT c.id FROM chosen c), t.id) AS place,
                     \s""".formatted(AGAIN) + SlotRules.COLUMNS;

    private final Sql sql;
    private final ClaimRequest request;
    private final DatabaseTime time;

    ClaimStatement(Sql sql, ClaimRequest request, DatabaseTime time) {
        this.sql = sql;
        this.request = request;
        this.time = time;
    }

    /** The texts of all claims in one order: made once, so that a connection plans them once. */
    record Sql(String claim, String claimWithBeat) {}

    static Sql in(ClaimOrder order) {
        String claim = ClaimRules.GROUPS
                + ClaimRules.wanted(order)
                + LOCK_TYPES
                + CANDIDATES
                + ClaimRules.chosen(order)
                + FILL_SLOTS;
        return new Sql(claim, BEAT + claim);
    }

    /** @return with parameters for {@link #bind} */
    String sql() {
        return request.beats() ? sql.claimWithBeat() : sql.claim();
    }

    Claim execute(Connection connection) throws SQLException {
        try (PreparedStatement claim = connection.prepareStatement(sql())) {
            bind(claim, 1);
            claim.execute();
            return read(claim);
        }
    }

    /** @param first the index of the first parameter */
    void bind(PreparedStatement claim, int first) throws SQLException {
        Array types = claim.getConnection()
                .createArrayOf("text", request.environmentNames().toArray());
        int next = first;
        if (request.beats()) {
            claim.setString(next++, request.workerId());
        }
        claim.setArray(next++, types);
        claim.setInt(next++, LOCK_SPACE);
        claim.setInt(next++, request.slots());
        claim.setInt(next++, request.slots());
        claim.setArray(next++, types);
        claim.setInt(next++, request.slots());
        claim.setInt(next++, request.slots());
        claim.setString(next, request.workerId());
    }

    /** @param claim stands at the result of the first of these statements */
    Claim read(PreparedStatement claim) throws SQLException {
        boolean beaten = false;
        if (request.beats()) {
            beaten = claim.getUpdateCount() == 1;
            claim.getMoreResults();
        }
        boolean contended;
        Optional<Duration> nextDueIn;
        Map<String, Integer> places;
        try (ResultSet locked = claim.getResultSet()) {
            locked.next();
            contended = locked.getBoolean("contended");
            Instant databaseTime = Instants.required(locked, "database_time");
            time.observe(databaseTime);
            nextDueIn = Optional.ofNullable(Instants.nullable(locked, "next_due"))
                    .map(due -> Duration.between(databaseTime, due));
            places = places(locked.getArray("wanted"), locked.getArray("places"));
        }
        claim.getMoreResults();
        try (ResultSet rows = claim.getResultSet()) {
            List<ClaimedTask> tasks = inStartingOrder(rows);
            tasks.forEach(task -> places.remove(task.taskType()));
            return new Claim(tasks, contended, nextDueIn, beaten, places);
        }
    }

    private static Map<String, Integer> places(@Nullable Array types, @Nullable Array places) throws SQLException {
        Map<String, Integer> byType = new HashMap<>();
        if (types != null && places != null) {
            String[] names = (String[]) types.getArray();
            Integer[] free = (Integer[]) places.getArray();
            for (int i = 0; i < names.length; i++) {
                byType.put(names[i], free[i]);
            }
        }
        return byType;
    }

    /** {@code RETURNING} has no order of its own. */
    private static List<ClaimedTask> inStartingOrder(ResultSet rows) throws SQLException {
        record Placed(int place, ClaimedTask task) {}
        List<Placed> claimed = new ArrayList<>();
        while (rows.next()) {
            claimed.add(new Placed(rows.getInt("place"), task(rows)));
        }
        claimed.sort(Comparator.comparingInt(Placed::place));
        return claimed.stream().map(Placed::task).toList();
    }

    private static ClaimedTask task(ResultSet row) throws SQLException {
        return new ClaimedTask(
                row.getLong("id"),
                row.getString("name"),
                row.getString("task_type"),
                row.getLong("run_id"),
                row.getObject("lock_token", UUID.class),
                row.getInt("attempt"),
                Instants.required(row, "scheduled_for"),
                Instants.required(row, "locked_at"),
                row.getString("payload"),
                row.getString("schedule_pattern"),
                row.getString("time_zone"),
                row.getInt("max_concurrent_runs"),
                SlotRules.of(row));
    }
}
