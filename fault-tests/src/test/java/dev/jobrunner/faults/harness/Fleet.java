package dev.jobrunner.faults.harness;

import static org.awaitility.Awaitility.await;

import dev.jobrunner.faults.evidence.Checker;
import dev.jobrunner.faults.evidence.Evidence;
import dev.jobrunner.faults.evidence.Execution;
import dev.jobrunner.faults.evidence.Ledger;
import dev.jobrunner.faults.evidence.Verdict;
import dev.jobrunner.faults.report.Size;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** An installation: a database of its own, schedulers and workers, each with its own line to the database. */
public final class Fleet implements AutoCloseable {

    /** Types that every worker has a job for. */
    public static final List<String> TYPES = List.of("free", "one", "two", "three", "poison");

    private static final Duration QUIET = Duration.ofSeconds(Size.of(3, 20));
    private static final Duration START = Duration.ofMinutes(2);

    private final Postgres postgres;
    private final String database;
    private final Installation place;
    private final Map<String, String> settings;
    private final List<App> apps = new CopyOnWriteArrayList<>();
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<Long> unwanted = ConcurrentHashMap.newKeySet();
    private volatile long before;

    private Fleet(Postgres postgres, Installation place, Map<String, String> settings) {
        this.postgres = postgres;
        this.database = postgres.createDatabase();
        this.place = place;
        this.settings = settings;
    }

    /** One scheduler, and nothing else yet. {@code settings} are variables of all processes. */
    public static Fleet withScheduler(String name, Map<String, String> settings) {
        return withScheduler(Postgres.shared(), name, settings);
    }

    /** The same on a server that nobody else uses. */
    public static Fleet withScheduler(Postgres postgres, String name, Map<String, String> settings) {
        Fleet fleet = new Fleet(postgres, Installation.named(name), settings);
        fleet.addScheduler();
        try {
            fleet.awaitTick();
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
        return fleet;
    }

    /** One scheduler and so many workers, all of them ready. */
    public static Fleet of(String name, int workers, Map<String, String> settings) {
        Fleet fleet = withScheduler(name, settings);
        fleet.addWorkers(workers);
        return fleet;
    }

    public App addScheduler() {
        return addScheduler(WorkerKind.PLAIN);
    }

    /** One that is not what it should be. */
    public App addScheduler(WorkerKind kind) {
        Line line = Line.to(postgres.port());
        App app = App.start(place.scheduler(environment(line, kind.environment())), line);
        apps.add(app);
        return app;
    }

    /** Starts workers at once and returns when all of them claim. */
    public List<App> addWorkers(int count) {
        List<App> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            started.add(startWorker(WorkerKind.PLAIN));
        }
        awaitReady(started);
        return started;
    }

    /** A worker that is not what it should be; ready when this returns. */
    public App addWorker(WorkerKind kind) {
        App worker = startWorker(kind);
        awaitReady(List.of(worker));
        return worker;
    }

    /** Does not wait until it is ready. */
    public App startWorker(WorkerKind kind) {
        Line line = Line.to(postgres.port());
        App app = App.start(place.worker(kind, environment(line, kind.environment())), line);
        apps.add(app);
        return app;
    }

    public void awaitReady(List<App> workers) {
        await("workers are ready")
                .atMost(START)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> workers.stream().allMatch(Fleet::isReady));
    }

    /** Waits until every scheduler that lives also ticks. */
    public void awaitTicks() {
        await("all schedulers tick")
                .atMost(START)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> schedulers().stream().filter(App::isAlive).allMatch(each -> each.says("the tick begins")));
    }

    private static boolean isReady(App worker) {
        if (!worker.isAlive()) {
            throw new IllegalStateException("A worker ended instead of becoming ready:\n" + worker.log());
        }
        return worker.says("Ready: ");
    }

    private void awaitTick() {
        await("the scheduler ticks")
                .atMost(START)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> jdbc().sql(
                                "SELECT count(*) > 0 FROM scheduled_task_schedulers WHERE last_tick_at IS NOT NULL")
                        .query(Boolean.class)
                        .single());
    }

    /** Past all lines, straight to the server. */
    public JdbcClient jdbc() {
        return postgres.jdbc(database);
    }

    public Connection connect() throws SQLException {
        return postgres.connect(database);
    }

    public Postgres postgres() {
        return postgres;
    }

    /** Every worker that was ever started, in that order. */
    public List<App> workers() {
        return apps.stream()
                .filter(each -> each.name().equals(Installation.WORKER))
                .toList();
    }

    /** Every scheduler that was ever started, in that order. */
    public List<App> schedulers() {
        return apps.stream()
                .filter(each -> each.name().equals(Installation.SCHEDULER))
                .toList();
    }

    /** What there is of tasks by now belongs to earlier trials on this installation. */
    public void begin() {
        before = jdbc().sql("SELECT coalesce(max(id), 0) FROM scheduled_tasks")
                .query(Long.class)
                .single();
        acknowledged.clear();
        unwanted.clear();
    }

    /**
     * One-off tasks, due now; they count as accepted when this returns.
     *
     * @return their ids
     */
    public List<Long> insert(String type, int limit, int count, String payload) {
        List<Long> ids = jdbc().sql(
                        "INSERT INTO scheduled_tasks (task_type, status, next_run_at, max_concurrent_runs, payload)"
                                + " SELECT :type, 'active', now(), :limit, CAST(:payload AS jsonb) FROM generate_series(1, :count)"
                                + " RETURNING id")
                .param("type", type)
                .param("limit", limit)
                .param("payload", payload)
                .param("count", count)
                .query(Long.class)
                .list();
        acknowledged.addAll(ids);
        return ids;
    }

    /**
     * One-off tasks that run after each other, in one transaction; they count as accepted when this returns.
     *
     * @param upstream for each task, the places of those that it is after
     * @return their ids, in the same order
     */
    public List<Long> insertGraph(String type, int limit, List<List<Integer>> upstream, String payload) {
        List<Long> ids = new ArrayList<>();
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            JdbcClient within = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            for (List<Integer> before : upstream) {
                long id = within.sql("INSERT INTO scheduled_tasks (task_type, status, max_concurrent_runs, payload)"
                                + " VALUES (:type, 'active', :limit, CAST(:payload AS jsonb)) RETURNING id")
                        .param("type", type)
                        .param("limit", limit)
                        .param("payload", payload)
                        .query(Long.class)
                        .single();
                for (int place : before) {
                    within.sql("INSERT INTO scheduled_task_dependencies (task_id, upstream_id) VALUES (:id, :upstream)")
                            .param("id", id)
                            .param("upstream", ids.get(place))
                            .update();
                }
                ids.add(id);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        acknowledged.addAll(ids);
        return List.copyOf(ids);
    }

    /** Tasks that are due again and again, by a pattern. */
    public void insertRecurring(String pattern, int count, String type, int limit, String payload) {
        jdbc().sql(
                        "INSERT INTO scheduled_tasks (task_type, status, schedule_pattern, max_concurrent_runs, payload)"
                                + " SELECT :type, 'active', :pattern, :limit, CAST(:payload AS jsonb) FROM generate_series(1, :count)")
                .param("type", type)
                .param("pattern", pattern)
                .param("limit", limit)
                .param("payload", payload)
                .param("count", count)
                .update();
    }

    /** From now on recurring tasks start no more. */
    public void pauseRecurring() {
        jdbc().sql("UPDATE scheduled_tasks SET status = 'paused' WHERE schedule_pattern IS NOT NULL")
                .update();
    }

    /**
     * Asks to end those that run, without a retry.
     *
     * @return those that did
     */
    public List<Long> cancel(Collection<Long> tasks) {
        unwanted.addAll(tasks);
        return jdbc().sql(
                        "UPDATE scheduled_tasks SET cancel_requested_at = now() WHERE id IN (:ids) AND lock_token IS NOT NULL"
                                + " RETURNING id")
                .param("ids", tasks)
                .query(Long.class)
                .list();
    }

    /** Active one-off tasks that have not been completed. */
    public long unfinished() {
        return jdbc().sql(
                        "SELECT count(*) FROM scheduled_tasks WHERE status = 'active' AND schedule_pattern IS NULL AND id > :before")
                .param("before", before)
                .query(Long.class)
                .single();
    }

    /** Runs that the ledger has as failed: each is a failure that counts. */
    public long failed() {
        return jdbc().sql(
                        "SELECT count(*) FROM scheduled_task_logs WHERE status = 'failed' AND scheduled_task_id > :before")
                .param("before", before)
                .query(Long.class)
                .single();
    }

    public void awaitDone(Duration atMost) {
        await("all tasks are done")
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(250))
                .ignoreExceptions()
                .until(() -> unfinished() == 0);
    }

    /** What handlers have written so far. */
    public List<Execution> executions() {
        Map<Path, Lifeline> files = new HashMap<>();
        apps.forEach(each -> files.put(each.evidence(), each.life()));
        return Evidence.read(files).stream()
                .filter(each -> each.task() > before)
                .toList();
    }

    /** Waits until nothing has started or ended for a while, then holds the evidence against the database. */
    public Verdict verdict() {
        quietWindow();
        return new Checker(executions(), Ledger.read(jdbc(), before), Set.copyOf(acknowledged), Set.copyOf(unwanted))
                .verdict();
    }

    /** Late duplicates would start in it. */
    private void quietWindow() {
        AtomicLong before = new AtomicLong(-1);
        await("nothing happens any more")
                .atMost(QUIET.multipliedBy(20))
                .during(QUIET)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> {
                    long now = executions().hashCode();
                    return before.getAndSet(now) == now;
                });
    }

    private Map<String, String> environment(Line line, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(settings);
        String options = all.getOrDefault("URL_OPTIONS", "");
        all.remove("URL_OPTIONS");
        all.put(
                "DATABASE_URL",
                "postgres://" + Postgres.USER + ":" + Postgres.USER + "@127.0.0.1:" + line.port() + "/" + database
                        + options);
        all.put("EVIDENCE_TYPES", String.join(",", TYPES));
        all.putAll(more);
        return all;
    }

    public Path folder() {
        return place.folder();
    }

    @Override
    public void close() {
        apps.forEach(App::close);
    }
}
