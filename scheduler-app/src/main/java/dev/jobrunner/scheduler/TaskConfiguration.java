package dev.jobrunner.scheduler;

import dev.jobrunner.core.audit.AuditSearch;
import dev.jobrunner.core.backfill.Backfills;
import dev.jobrunner.core.calendar.Calendars;
import dev.jobrunner.core.insight.LinkedTasks;
import dev.jobrunner.core.insight.StuckTasks;
import dev.jobrunner.core.queue.ClaimOrder;
import dev.jobrunner.core.queue.TaskExplainer;
import dev.jobrunner.core.settings.ConcurrencyLimits;
import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.core.settings.PrioritySettings;
import dev.jobrunner.core.settings.WorkerSettings;
import dev.jobrunner.core.task.IdempotencyKeys;
import dev.jobrunner.core.task.TaskChanges;
import dev.jobrunner.core.task.TaskDefinitions;
import dev.jobrunner.core.task.TaskSearch;
import dev.jobrunner.core.taskset.TaskSets;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What people do with tasks, made from the settings. */
@Configuration(proxyBeanMethods = false)
class TaskConfiguration {

    private final DataSource database;

    TaskConfiguration(DataSource database) {
        this.database = database;
    }

    @Bean
    TaskSearch taskSearch(LockTimeouts timeouts) {
        return new TaskSearch(database, StuckTasks.after(timeouts));
    }

    @Bean
    TaskChanges taskChanges(LockTimeouts timeouts) {
        return new TaskChanges(database, StuckTasks.after(timeouts));
    }

    @Bean
    TaskDefinitions taskDefinitions(ConcurrencyLimits limits) {
        return new TaskDefinitions(database, type -> limits.defaultFor(type.name()));
    }

    @Bean
    TaskSets taskSets(TaskSearch tasks, TaskDefinitions definitions, TaskChanges changes) {
        return new TaskSets(database, tasks, definitions, changes);
    }

    @Bean
    Backfills backfills() {
        return new Backfills(database);
    }

    @Bean
    Calendars calendars() {
        return new Calendars(database);
    }

    @Bean
    TaskExplainer taskExplainer(LockTimeouts timeouts, WorkerSettings workers, PrioritySettings priority) {
        return new TaskExplainer(database, timeouts, workers.deadAfter(), new ClaimOrder(priority.ageing()));
    }

    @Bean
    LinkedTasks linkedTasks() {
        return new LinkedTasks(database);
    }

    @Bean
    IdempotencyKeys idempotencyKeys() {
        return new IdempotencyKeys(database);
    }

    @Bean
    AuditSearch auditSearch() {
        return new AuditSearch(database);
    }
}
