package dev.jobrunner.core.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobrunner.core.testing.TestDatabase;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Databases as the old system left them: with rows, other types and other words. Nothing of it may be lost. */
class OldDatabaseTest {

    private static final String PLAIN = """
            CREATE TABLE scheduled_tasks (
                id serial PRIMARY KEY,
                task_type varchar(50) NOT NULL,
                schedule_pattern varchar(100),
                status varchar(20) DEFAULT 'active',
                created_at timestamp DEFAULT now(),
                updated_at timestamp DEFAULT CURRENT_TIMESTAMP,
                notes text
            );
            CREATE TABLE scheduled_task_logs (
                id serial PRIMARY KEY,
                scheduled_task_id integer REFERENCES scheduled_tasks (id),
                status varchar(20),
                error_message text,
                executed_at timestamp DEFAULT now()
            );
            INSERT INTO scheduled_tasks (id, task_type, schedule_pattern, status, created_at, notes) VALUES
                (1, 'scraping', '*/30 * * * *', 'active', '2024-03-01 08:00:00', 'keep me'),
                (2, 'clustering', '0 3 * * *', 'inactive', '2024-03-02 08:00:00', NULL),
                (7, 'report_generation', '0 6 * * 1', 'active', '2024-03-03 08:00:00', NULL);
            SELECT setval('scheduled_tasks_id_seq', 7);
            INSERT INTO scheduled_task_logs (id, scheduled_task_id, status, error_message, executed_at) VALUES
                (1, 1, 'success', NULL, '2024-07-01 12:00:00'),
                (2, 1, 'failed', 'connection reset', '2024-07-01 12:30:00'),
                (40, 7, 'success', NULL, '2024-12-01 12:00:00');
            SELECT setval('scheduled_task_logs_id_seq', 40);
            """;

    private final TestDatabase database = TestDatabase.empty();

    @AfterEach
    void end() {
        database.close();
    }

    @Test
    void rowsAndWordsStayAsTheyWere() {
        old(PLAIN);

        database.migrate();

        assertThat(rows("SELECT id, task_type, schedule_pattern, status, notes FROM scheduled_tasks ORDER BY id"))
                .extracting(row ->
                        row.get("id") + " " + row.get("task_type") + " " + row.get("status") + " " + row.get("notes"))
                .containsExactly(
                        "1 scraping active keep me", "2 clustering inactive null", "7 report_generation active null");
        assertThat(rows("SELECT id, scheduled_task_id, status, error_message FROM scheduled_task_logs ORDER BY id"))
                .extracting(row -> row.get("id") + " " + row.get("scheduled_task_id") + " " + row.get("status") + " "
                        + row.get("error_message"))
                .containsExactly("1 1 success null", "2 1 failed connection reset", "40 7 success null");
    }

    @Test
    void timesWithoutAZoneAreReadInTheGivenZoneAndBecomeInstants() {
        old(PLAIN);

        database.migrate();

        assertThat(instant("SELECT executed_at FROM scheduled_task_logs WHERE id = 1"))
                .isEqualTo("2024-07-01T12:00:00Z");
        assertThat(instant("SELECT created_at FROM scheduled_tasks WHERE id = 1"))
                .isEqualTo("2024-03-01T08:00:00Z");
        assertThat(rows("""
                SELECT table_name || '.' || column_name AS col FROM information_schema.columns
                WHERE table_schema = current_schema() AND table_name LIKE 'scheduled_task%'
                  AND data_type = 'timestamp without time zone'
                """)).isEmpty();
    }

    @Test
    void newRowsGetNewIdsAndDefaults() {
        old(PLAIN);
        database.migrate();

        Map<String, Object> added = database.jdbc()
                .sql(
                        "INSERT INTO scheduled_tasks (task_type, schedule_pattern, status) VALUES ('x', '0 * * * *', 'active')"
                                + " RETURNING *")
                .query()
                .singleRow();
        Long run = database.jdbc()
                .sql("INSERT INTO scheduled_task_logs (scheduled_task_id, status) VALUES (1, 'completed') RETURNING id")
                .query(Long.class)
                .single();

        assertThat(added)
                .containsEntry("id", 8L)
                .containsEntry("fail_count", 0)
                .containsEntry("max_concurrent_runs", 1)
                .containsEntry("last_status", "ready")
                .containsEntry("time_zone", "UTC");
        assertThat(run).isGreaterThan(40);
    }

    @Test
    void anInactiveTaskCanStillBeUpdatedAndIsNotActive() {
        old(PLAIN);
        database.migrate();

        assertThat(database.jdbc()
                        .sql("UPDATE scheduled_tasks SET max_concurrent_runs = 2 WHERE status = 'inactive'")
                        .update())
                .isEqualTo(1);
        assertThatThrownBy(() -> database.jdbc()
                        .sql("UPDATE scheduled_tasks SET status = 'nonsense' WHERE id = 1")
                        .update())
                .hasMessageContaining("scheduled_tasks_status_word");
    }

    @Test
    void aTaskCanBeDeletedAndItsLedgerStays() {
        old(PLAIN);
        database.migrate();

        database.jdbc().sql("DELETE FROM scheduled_tasks WHERE id = 1").update();

        assertThat(rows("SELECT id FROM scheduled_task_logs WHERE scheduled_task_id = 1"))
                .hasSize(2);
    }

    @Test
    void theQueriesOfTheOldGuideWork() {
        old(PLAIN);
        database.migrate();
        database.jdbc()
                .sql("UPDATE scheduled_tasks SET next_run_at = NOW() - INTERVAL '1 minute' WHERE id = 1")
                .update();

        assertThat(rows("SELECT task_type, next_run_at, locked_at FROM scheduled_tasks"
                        + " WHERE status = 'active' AND next_run_at <= NOW()"))
                .hasSize(1);
        assertThat(rows(
                        "SELECT task_type, locked_by, locked_at, EXTRACT(EPOCH FROM (NOW() - locked_at))/60 AS locked_minutes"
                                + " FROM scheduled_tasks WHERE locked_at IS NOT NULL"))
                .isEmpty();
        assertThat(rows("SELECT st.task_type, stl.error_message, stl.executed_at FROM scheduled_task_logs stl"
                        + " JOIN scheduled_tasks st ON stl.scheduled_task_id = st.id"
                        + " WHERE stl.status = 'failed' ORDER BY stl.executed_at DESC LIMIT 10"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("error_message", "connection reset"));
    }

    @Test
    void runningTheMigrationsAgainChangesNothing() {
        old(PLAIN);
        database.migrate();
        List<Map<String, Object>> tasks = rows("SELECT * FROM scheduled_tasks ORDER BY id");
        List<Map<String, Object>> columns = columns();
        List<Map<String, Object>> history =
                rows("SELECT installed_rank, version FROM flyway_schema_history ORDER BY 1");

        database.migrate();

        assertThat(rows("SELECT * FROM scheduled_tasks ORDER BY id")).isEqualTo(tasks);
        assertThat(columns()).isEqualTo(columns);
        assertThat(rows("SELECT installed_rank, version FROM flyway_schema_history ORDER BY 1"))
                .isEqualTo(history);
    }

    @Test
    void columnsThatSomebodyAddedByHandKeepTheirValues() {
        old(PLAIN);
        old("""
                ALTER TABLE scheduled_tasks
                    ADD COLUMN next_run_at timestamp,
                    ADD COLUMN fail_count integer,
                    ADD COLUMN last_status varchar(20),
                    ADD COLUMN locked_by varchar(100),
                    ADD COLUMN max_concurrent_runs smallint;
                UPDATE scheduled_tasks
                SET next_run_at = '2030-01-01 00:00:00', fail_count = 3, last_status = 'failed', max_concurrent_runs = 2
                WHERE id = 1;
                UPDATE scheduled_tasks SET fail_count = -1, max_concurrent_runs = NULL WHERE id = 2;
                ALTER TABLE scheduled_task_logs ADD COLUMN started_at timestamp, ADD COLUMN locked_by varchar(50);
                UPDATE scheduled_task_logs SET started_at = '2024-07-01 11:59:00' WHERE id = 1;
                """);

        database.migrate();

        assertThat(rows("SELECT fail_count, last_status, max_concurrent_runs FROM scheduled_tasks WHERE id = 1"))
                .singleElement()
                .satisfies(row -> assertThat(row.toString())
                        .contains("fail_count=3", "last_status=failed", "max_concurrent_runs=2"));
        assertThat(instant("SELECT next_run_at FROM scheduled_tasks WHERE id = 1"))
                .isEqualTo("2030-01-01T00:00:00Z");
        assertThat(instant("SELECT started_at FROM scheduled_task_logs WHERE id = 1"))
                .isEqualTo("2024-07-01T11:59:00Z");
        assertThat(rows("SELECT fail_count, last_status, max_concurrent_runs FROM scheduled_tasks WHERE id = 2"))
                .singleElement()
                .satisfies(row -> assertThat(row.toString())
                        .contains("fail_count=0", "last_status=ready", "max_concurrent_runs=1"));
        assertThatCode(() -> database.jdbc()
                        .sql(
                                "INSERT INTO scheduled_tasks (task_type, status, next_run_at) VALUES ('x', 'active', NOW())")
                        .update())
                .doesNotThrowAnyException();
    }

    @Test
    void aLockFromTheOldDaysIsKeptAsAGhostThatTheSchedulerWillRelease() {
        old(PLAIN);
        old("""
                ALTER TABLE scheduled_tasks ADD COLUMN locked_at timestamp, ADD COLUMN locked_by text,
                                            ADD COLUMN last_status text;
                UPDATE scheduled_tasks SET locked_at = '2024-07-01 12:00:00', locked_by = 'old-worker', last_status = 'running'
                WHERE id = 1;
                """);

        database.migrate();

        assertThat(rows("SELECT locked_by, lock_token FROM scheduled_tasks WHERE locked_at IS NOT NULL"))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("locked_by", "old-worker").containsEntry("lock_token", null));
    }

    @Test
    void checksAndEnumsOfTheOldSystemGiveWayToOurs() {
        old("""
                CREATE TYPE task_state AS ENUM ('active', 'inactive');
                CREATE TABLE scheduled_tasks (
                    id bigint PRIMARY KEY,
                    task_type varchar NOT NULL,
                    schedule_pattern varchar NOT NULL,
                    status task_state NOT NULL DEFAULT 'active'
                );
                CREATE TABLE scheduled_task_logs (
                    id bigint PRIMARY KEY,
                    scheduled_task_id bigint REFERENCES scheduled_tasks (id) ON DELETE CASCADE,
                    status varchar CHECK (status IN ('success', 'failed')),
                    error_message varchar,
                    executed_at timestamp NOT NULL,
                    host varchar NOT NULL
                );
                INSERT INTO scheduled_tasks VALUES (5, 'a', '* * * * *', 'inactive');
                INSERT INTO scheduled_task_logs VALUES (9, 5, 'success', NULL, '2024-01-01', 'db1');
                """);

        database.migrate();

        Long once = database.jdbc()
                .sql(
                        "INSERT INTO scheduled_tasks (task_type, status, next_run_at) VALUES ('x', 'active', NOW()) RETURNING id")
                .query(Long.class)
                .single();
        assertThat(once).as("numbered on, and a one-off task needs no pattern").isEqualTo(6);
        database.jdbc()
                .sql("INSERT INTO scheduled_task_logs (scheduled_task_id, status) VALUES (5, 'lost')")
                .update();
        database.jdbc().sql("DELETE FROM scheduled_tasks WHERE id = 5").update();
        assertThat(rows("SELECT id FROM scheduled_task_logs WHERE scheduled_task_id = 5"))
                .hasSize(2);
    }

    @Test
    void aUniqueTaskTypeGivesWaySinceSeveralTasksMayShareOne() {
        old(PLAIN);
        old(
                "ALTER TABLE scheduled_tasks ADD UNIQUE (task_type); CREATE UNIQUE INDEX one_each ON scheduled_tasks (task_type, schedule_pattern);");

        database.migrate();

        old(
                "INSERT INTO scheduled_tasks (task_type, schedule_pattern, status) VALUES ('scraping', '*/30 * * * *', 'active');");
        assertThat(rows("SELECT id FROM scheduled_tasks WHERE task_type = 'scraping'"))
                .hasSize(2);
    }

    @Test
    void aViewOnAColumnThatHasToChangeIsNamedAndNothingIsChanged() {
        old(PLAIN);
        old("CREATE VIEW overview AS SELECT task_type, status FROM scheduled_tasks;");

        assertThatThrownBy(database::migrate).hasMessageContaining("overview").hasMessageContaining("Drop the views");

        old("DROP VIEW overview;");
        database.migrate();
        assertThat(rows("SELECT id FROM scheduled_tasks")).hasSize(3);
    }

    @Test
    void whatTheOldSystemEnteredIsOver() {
        old(PLAIN);
        old(
                "INSERT INTO scheduled_task_logs (id, scheduled_task_id, status, executed_at) VALUES (41, 1, 'success', NULL);");

        database.migrate();

        assertThat(rows("SELECT id FROM scheduled_task_logs WHERE finished_at IS NULL OR executed_at IS NULL"))
                .isEmpty();
        assertThat(instant("SELECT finished_at FROM scheduled_task_logs WHERE id = 1"))
                .isEqualTo("2024-07-01T12:00:00Z");
    }

    @Test
    void idsThatAreNoNumbersAreRefusedAndNothingIsChanged() {
        old("CREATE TABLE scheduled_tasks (id uuid PRIMARY KEY, task_type text, schedule_pattern text, status text);");

        assertThatThrownBy(database::migrate).hasMessageContaining("scheduled_tasks.id has type uuid");

        assertThat(rows("SELECT 1 FROM information_schema.columns WHERE table_schema = current_schema()"
                        + " AND table_name = 'scheduled_tasks' AND column_name = 'next_run_at'"))
                .isEmpty();
    }

    @Test
    void otherTablesInTheSameSchemaAreLeftAlone() {
        old("CREATE TABLE customers (id int, at timestamp); INSERT INTO customers VALUES (1, '2024-01-01');");

        database.migrate();

        assertThat(rows("SELECT data_type FROM information_schema.columns WHERE table_schema = current_schema()"
                        + " AND table_name = 'customers' AND column_name = 'at'"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("data_type", "timestamp without time zone"));
    }

    private void old(String script) {
        new JdbcTemplate(database.dataSource()).execute(script);
    }

    private List<Map<String, Object>> columns() {
        return rows("SELECT table_name, column_name, data_type, column_default, is_nullable"
                + " FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY 1, 2");
    }

    private List<Map<String, Object>> rows(String query) {
        return database.jdbc().sql(query).query().listOfRows();
    }

    private String instant(String query) {
        return database.jdbc()
                .sql(query)
                .query((row, number) -> row.getObject(1, OffsetDateTime.class))
                .single()
                .toInstant()
                .toString();
    }
}
