package dev.jobrunner.benchmarks.subject;

import dev.jobrunner.benchmarks.database.Database;
import dev.jobrunner.benchmarks.loop.LimitWorker;
import dev.jobrunner.benchmarks.process.Fleet;
import java.util.EnumSet;
import java.util.Set;

/** What PostgreSQL and JDBC can do at best: the SQL work of a job runner in bare loops. */
public final class Limit implements Subject {

    private static final String TABLES = """
            CREATE TABLE job (
                id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                task_type text        NOT NULL,
                status    text        NOT NULL DEFAULT 'active',
                due_at    timestamptz NOT NULL,
                every     interval,
                locked_at timestamptz,
                locked_by text
            ) WITH (fillfactor = 80);
            CREATE INDEX job_due ON job (task_type, due_at, id) WHERE status = 'active' AND locked_at IS NULL;
            CREATE INDEX job_running ON job (task_type) WHERE locked_at IS NOT NULL;
            CREATE TABLE job_log (
                id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                job_id      bigint NOT NULL,
                task_type   text   NOT NULL,
                status      text   NOT NULL,
                due         timestamptz,
                started_at  timestamptz,
                finished_at timestamptz,
                locked_by   text
            );
            CREATE INDEX job_log_by_time ON job_log (started_at);
            """;

    private static final SqlClient.Statements OWN = new SqlClient.Statements("""
            INSERT INTO job (task_type, due_at)
            SELECT w.task_type, w.due_at
            FROM (SELECT ? AS task_type, ?::integer AS unused, ?::timestamptz AS due_at) AS w, generate_series(1, ?)
            """, """
            INSERT INTO job (task_type, due_at)
            VALUES ('noop', now())
            RETURNING id
            """, """
            SELECT count(*)
            FROM job
            WHERE locked_at IS NOT NULL AND task_type <> 'blocked'
            """, """
            INSERT INTO job (task_type, due_at, every)
            SELECT 'noop', ?, interval '1 second'
            FROM generate_series(1, ?)
            """, """
            INSERT INTO job_log (job_id, task_type, status, due, started_at, finished_at, locked_by)
            SELECT n, 'noop', 'completed', at, at, at + interval '40 milliseconds', 'limit-' || n % 5
            FROM (SELECT n, now() - interval '25 days' + n * interval '2 seconds' AS at
                  FROM generate_series(1, ?) AS n) AS run
            """, """
            INSERT INTO job (task_type, due_at)
            SELECT 'noop', now() + interval '1 day' + n * interval '1 second'
            FROM generate_series(1, ?) AS n
            """);

    private final LimitWorker.Mode mode;
    private final Subject product;
    private final JavaProcesses processes;

    /** @param product makes the product's tables, where they are used */
    Limit(LimitWorker.Mode mode, Subject product, JavaProcesses processes) {
        this.mode = mode;
        this.product = product;
        this.processes = processes;
    }

    @Override
    public String name() {
        return switch (mode) {
            case PIPELINE -> "limit";
            case LOOPS -> "limit-loops";
            case PRODUCT_TABLES -> "limit-tables";
        };
    }

    @Override
    public String description() {
        return switch (mode) {
            case PIPELINE ->
                "bare JDBC, tables of its own: one connection claims for all free slots, one settles in groups what has ended";
            case LOOPS ->
                "bare JDBC, tables of its own: each slot claims ten jobs and settles them, on its own connection";
            case PRODUCT_TABLES -> "as `limit`, but on the product's tables with all their indexes";
        };
    }

    @Override
    public Set<Ability> abilities() {
        return mode == LimitWorker.Mode.PIPELINE
                ? EnumSet.of(Ability.EACH_SECOND, Ability.LIMITS, Ability.FILLING)
                : EnumSet.noneOf(Ability.class);
    }

    @Override
    public boolean isDetail() {
        return mode != LimitWorker.Mode.PIPELINE;
    }

    @Override
    public String schema() {
        return mode == LimitWorker.Mode.PRODUCT_TABLES ? product.schema() : "limit";
    }

    @Override
    public void createSchema(Database database) throws Exception {
        if (mode == LimitWorker.Mode.PRODUCT_TABLES) {
            product.createSchema(database);
        } else {
            database.execute(TABLES);
        }
    }

    @Override
    public Fleet start(Database database, Setup setup) throws Exception {
        return processes.start(LimitWorker.class, database, setup, mode.name());
    }

    @Override
    public Client connect(Database database) throws Exception {
        return new SqlClient(database.connect(), mode == LimitWorker.Mode.PRODUCT_TABLES ? SqlClient.PRODUCT : OWN);
    }
}
