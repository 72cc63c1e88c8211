package dev.jobrunner.core.queue;

import dev.jobrunner.core.settings.LockTimeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Says why a task runs or does not, by the rules of the claim itself ({@link ClaimRules}) and in one snapshot of the
 * database, so that it cannot say anything else than what a claim at that moment does.
 */
public final class TaskExplainer {

    private static final int SHOWN = 20;

    private static final String IN_ITS_WAY = """
            SELECT r.id, r.name, r.run_id, r.hold_run_id, r.locked_by, r.locked_at, r.hold_until
            FROM scheduled_tasks r
            WHERE r.task_type = :type AND r.id <> :id
              AND %s
            ORDER BY r.locked_at
            LIMIT :shown
            """.formatted(ClaimRules.COUNTS);

    private final JdbcClient jdbc;
    private final TransactionTemplate snapshot;
    private final LockTimeouts timeouts;
    private final Duration deadAfter;
    private final ClaimOrder order;
    private final String wouldTake;

    /** @param deadAfter how long a heartbeat may stay away before its worker counts as dead */
    public TaskExplainer(DataSource dataSource, LockTimeouts timeouts, Duration deadAfter, ClaimOrder order) {
        this.jdbc = JdbcClient.create(dataSource);
        this.snapshot = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setReadOnly(true);
        this.timeouts = timeouts;
        this.deadAfter = deadAfter;
        this.order = order;
        this.wouldTake = wouldTake(order);
    }

    /** The claim without its locks. Parameters: types, slots, slots, slots, task. */
    private static String wouldTake(ClaimOrder order) {
        return ClaimRules.GROUPS + ClaimRules.wanted(order) + """
                , l AS (
                    (SELECT w.task_type, true AS locked FROM wanted w WHERE w.places > 0 LIMIT ?)
                    UNION ALL
                    SELECT w.task_type, false FROM wanted w WHERE w.unlimited
                ),
                """ + ClaimRules.RUNNING
                + ClaimRules.CANDIDATES_TO_SHOW + ClaimRules.chosen(order) + """
                SELECT EXISTS (SELECT 1 FROM chosen c WHERE c.id = ?)
                """;
    }

    /** Empty if there is no such task. */
    public Optional<Explanation> explain(long taskId) {
        return Objects.requireNonNull(snapshot.execute(status -> jdbc.sql(TaskFacts.SQL)
                .param("id", taskId)
                .query((row, number) -> TaskFacts.of(row, timeout(row.getString("task_type"))))
                .optional()
                .map(this::explain)));
    }

    private Explanation explain(TaskFacts task) {
        List<WorkerFacts> workers = jdbc.sql(WorkerFacts.SQL)
                .param("deadAfter", deadAfter.toMillis() + " milliseconds")
                .param("type", task.taskType())
                .query(WorkerFacts::of)
                .list();
        List<Gate> gates = new ArrayList<>(TaskGates.of(task, workers, waitedFor(task)));
        gates.add(FleetGates.belowLimit(task, task.says().belowLimit() ? List.of() : inItsWay(task)));
        gates.addAll(FleetGates.of(task, workers));
        boolean open = gates.stream().noneMatch(Gate::holds);
        boolean taken = open && wouldTake(task, workers);
        gates.add(open && !taken ? FleetGates.behind(task, ahead(task), order) : FleetGates.itsTurn());
        return new Explanation(task.id(), task.name(), task.taskType(), task.at(), taken, gates);
    }

    private boolean wouldTake(TaskFacts task, List<WorkerFacts> workers) {
        record Profile(Set<String> types, int free) {}
        return workers.stream()
                .filter(WorkerFacts::idle)
                .map(each -> new Profile(each.types(), each.free()))
                .distinct()
                .anyMatch(each -> jdbc.sql(wouldTake)
                        .param(each.types().toArray(String[]::new))
                        .param(each.free())
                        .param(each.free())
                        .param(each.free())
                        .param(task.id())
                        .query(Boolean.class)
                        .single());
    }

    private Ahead ahead(TaskFacts task) {
        return jdbc.sql(Ahead.sql(order))
                .param("id", task.id())
                .query(Ahead::of)
                .single();
    }

    private List<WaitedFor> waitedFor(TaskFacts task) {
        return task.fields().notBefore() == null
                ? List.of()
                : jdbc.sql(WaitedFor.SQL)
                        .param("id", task.id())
                        .query(WaitedFor::of)
                        .list();
    }

    private List<InItsWay> inItsWay(TaskFacts task) {
        return jdbc.sql(IN_ITS_WAY)
                .param("type", task.taskType())
                .param("id", task.id())
                .param("shown", SHOWN)
                .query(InItsWay::of)
                .list();
    }

    private Duration timeout(String taskType) {
        try {
            return timeouts.of(taskType);
        } catch (IllegalArgumentException e) {
            return timeouts.defaultTimeout(); // a type that somebody wrote into the table by hand
        }
    }
}
