package dev.jobrunner.core.taskset;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.audit.AuditTrail;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskChanges;
import dev.jobrunner.core.task.TaskDefinitions;
import dev.jobrunner.core.task.TaskFilter;
import dev.jobrunner.core.task.TaskSearch;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps tasks as sets declare them. */
public final class TaskSets {

    private final TaskSearch tasks;
    private final SetMembers members;
    private final SetApplication application;
    private final TransactionTemplate reading;
    private final TransactionTemplate writing;

    public TaskSets(DataSource dataSource, TaskSearch tasks, TaskDefinitions definitions, TaskChanges changes) {
        this.tasks = tasks;
        this.members = new SetMembers(dataSource);
        this.application = new SetApplication(definitions, changes, members, new AuditTrail(dataSource));
        DataSourceTransactionManager transactions = new DataSourceTransactionManager(dataSource);
        this.reading = new TransactionTemplate(transactions);
        reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        reading.setReadOnly(true);
        this.writing = new TransactionTemplate(transactions);
    }

    /**
     * What applying it would do, and nothing is done.
     *
     * @param prune what becomes of tasks of the set that it declares no more; null: nothing, they are listed
     * @throws RefusedSetException if it could not be applied as things stand
     */
    public SetPlan plan(TaskSet set, @Nullable Prune prune) {
        return Objects.requireNonNull(reading.execute(status -> planned(set, members.concerned(set), prune)));
    }

    /**
     * Does it, all or nothing. What runs goes on.
     *
     * @param expectedVersion {@link SetPlan#version} that the caller has seen; null: whatever is to be done now
     * @return what was done
     * @throws RefusedSetException if something cannot be done, or the plan is another one than expected; nothing was done then
     */
    public SetPlan apply(TaskSet set, @Nullable Prune prune, @Nullable String expectedVersion, Actor actor) {
        return Objects.requireNonNull(writing.execute(status -> {
            members.lockOthersOut();
            SetPlan plan = planned(set, members.locked(set), prune);
            if (expectedVersion != null && !expectedVersion.equals(plan.version())) {
                throw RefusedSetException.changedMeanwhile(plan);
            }
            application.apply(plan, set, actor);
            return plan;
        }));
    }

    private SetPlan planned(TaskSet set, List<Long> ids, @Nullable Prune prune) {
        List<Task> concerned = ids.isEmpty() ? List.of() : tasks.all(TaskFilter.byIds(ids));
        return new SetPlanner(set, concerned, members.of(set.name()), prune).plan();
    }
}
