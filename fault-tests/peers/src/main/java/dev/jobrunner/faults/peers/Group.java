package dev.jobrunner.faults.peers;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.jobrunner.faults.evidence.Checker;
import dev.jobrunner.faults.evidence.Evidence;
import dev.jobrunner.faults.evidence.Execution;
import dev.jobrunner.faults.evidence.Ledger;
import dev.jobrunner.faults.evidence.Ledger.TaskRow;
import dev.jobrunner.faults.evidence.Verdict;
import dev.jobrunner.faults.harness.App;
import dev.jobrunner.faults.harness.App.Launch;
import dev.jobrunner.faults.harness.Lifeline;
import dev.jobrunner.faults.harness.Line;
import dev.jobrunner.faults.harness.Postgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.awaitility.core.ConditionTimeoutException;

/** Some processes of one peer on a database of their own. */
final class Group implements AutoCloseable {

    static final String USER = Postgres.USER;

    /** What a process prints when it can run jobs. */
    static final String READY = "Ready for jobs";

    private static final int NO_LIMIT = 1_000_000;

    private final Peer peer;
    private final Peer.Pace pace;
    private final Postgres postgres;
    private final String database;
    private final Path folder;
    private final List<App> apps = new ArrayList<>();
    private long jobs;

    private Group(Peer peer, Peer.Pace pace, Postgres postgres, Path folder) {
        this.peer = peer;
        this.pace = pace;
        this.postgres = postgres;
        this.database = postgres.createDatabase();
        this.folder = folder;
    }

    /** So many processes, all of them ready. */
    static Group of(Peer peer, Peer.Pace pace, Postgres postgres, int processes) throws Exception {
        Group group = empty(peer, pace, postgres);
        for (int i = 0; i < processes; i++) {
            group.addProcess(Map.of());
        }
        group.awaitReady();
        return group;
    }

    /** Tables, and no process yet. */
    static Group empty(Peer peer, Peer.Pace pace, Postgres postgres) throws Exception {
        Path parent = Files.createDirectories(Path.of("target", "faults").toAbsolutePath());
        Group group = new Group(peer, pace, postgres, Files.createTempDirectory(parent, "peers-"));
        try (HikariDataSource pool = group.pool()) {
            peer.createSchema(pool);
        }
        return group;
    }

    /** Does not wait until it is ready. */
    void addProcess(Map<String, String> environment) {
        Line line = Line.to(postgres.port());
        List<String> command = new ArrayList<>(List.of(
                "-cp", System.getProperty("java.class.path"), peer.worker().getName()));
        command.addAll(new WorkerArguments(address(line.port()), pace).words());
        Path evidence = folder.resolve(apps.size() + ".evidence");
        apps.add(App.start(new Launch("worker", folder, evidence, command, environment), line));
    }

    void awaitReady() {
        await("processes are ready")
                .atMost(Duration.ofMinutes(1))
                .until(() -> apps.stream().filter(App::isAlive).allMatch(each -> each.says(READY)));
    }

    void enqueue(int count, long millis) throws Exception {
        List<Long> keys = LongStream.rangeClosed(jobs + 1, jobs + count).boxed().toList();
        jobs += count;
        try (HikariDataSource pool = pool();
                Peer.Client client = peer.connect(pool)) {
            client.enqueue(keys, millis);
        }
    }

    List<Execution> executions() {
        Map<Path, Lifeline> files = new HashMap<>();
        apps.forEach(each -> files.put(each.evidence(), each.life()));
        return Evidence.read(files);
    }

    List<Execution> running() {
        return executions().stream()
                .filter(each -> each.kind() == Execution.Kind.RUNNING)
                .toList();
    }

    /** The living process with most runs. */
    App busiest() {
        Map<Long, Long> byPid = running().stream()
                .collect(Collectors.groupingBy(each -> each.process().pid(), Collectors.counting()));
        return apps.stream()
                .filter(App::isAlive)
                .max((a, b) -> Long.compare(byPid.getOrDefault(a.pid(), 0L), byPid.getOrDefault(b.pid(), 0L)))
                .orElseThrow();
    }

    boolean settled() {
        return peer.unsettled(postgres.jdbc(database)).isEmpty();
    }

    int open() {
        return peer.unsettled(postgres.jdbc(database)).size();
    }

    Postgres postgres() {
        return postgres;
    }

    /** @return whether it came true in time */
    boolean within(Duration atMost, BooleanSupplier condition) {
        try {
            await().atMost(atMost)
                    .pollInterval(Duration.ofMillis(100))
                    .ignoreExceptions()
                    .until(condition::getAsBoolean);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    /** What has not been settled is open, not lost: who waits longer may see it done. */
    Verdict verdict() {
        Set<Long> open = peer.unsettled(postgres.jdbc(database));
        Map<Long, TaskRow> tasks = LongStream.rangeClosed(1, jobs)
                .mapToObj(
                        job -> new TaskRow(job, "free", open.contains(job) ? "disabled" : "completed", NO_LIMIT, true))
                .collect(Collectors.toMap(TaskRow::id, Function.identity()));
        return new Checker(executions(), new Ledger(Map.of(), tasks, List.of()), tasks.keySet(), Set.of()).verdict();
    }

    private HikariDataSource pool() {
        return WorkerArguments.pool(address(postgres.port()), 2);
    }

    private String address(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + USER + "&password=" + USER;
    }

    @Override
    public void close() {
        apps.forEach(App::close);
    }
}
