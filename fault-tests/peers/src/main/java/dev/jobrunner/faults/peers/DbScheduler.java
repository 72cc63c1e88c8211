package dev.jobrunner.faults.peers;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** db-scheduler, in its default polling strategy. */
final class DbScheduler implements Peer {

    private static final TaskDescriptor<Long> JOB = TaskDescriptor.of("job", Long.class);

    @Override
    public String name() {
        return "db-scheduler " + Versions.of("db-scheduler");
    }

    @Override
    public String detection(Pace pace) {
        return pace == Pace.DEFAULT ? "heartbeat 5 min × 6, polling 10 s" : "heartbeat 1 s × 4, polling 1 s";
    }

    @Override
    public Class<?> worker() {
        return Worker.class;
    }

    @Override
    public void createSchema(HikariDataSource database) {
        JdbcClient.create(database).sql("""
                CREATE TABLE scheduled_tasks (
                    task_name            text        NOT NULL,
                    task_instance        text        NOT NULL,
                    task_data            bytea,
                    execution_time       timestamptz NOT NULL,
                    picked               boolean     NOT NULL,
                    picked_by            text,
                    last_success         timestamptz,
                    last_failure         timestamptz,
                    consecutive_failures integer,
                    last_heartbeat       timestamptz,
                    version              bigint      NOT NULL,
                    priority             smallint,
                    PRIMARY KEY (task_name, task_instance)
                );
                CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time);
                CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat);
                CREATE INDEX priority_execution_time_idx ON scheduled_tasks (priority DESC, execution_time);
                """).update();
    }

    @Override
    public Client connect(HikariDataSource database) {
        SchedulerClient client = SchedulerClient.Builder.create(database).build();
        return new Client() {
            @Override
            public void enqueue(List<Long> jobs, long millis) {
                List<TaskInstance<?>> instances = jobs.stream()
                        .<TaskInstance<?>>map(job ->
                                JOB.instance(Long.toString(job)).data(millis).build())
                        .toList();
                client.scheduleBatch(instances, Instant.now());
            }

            @Override
            public void close() {
                // it holds nothing of its own
            }
        };
    }

    @Override
    public Set<Long> unsettled(JdbcClient database) {
        return database.sql("SELECT task_instance::bigint FROM scheduled_tasks")
                .query(Long.class)
                .set();
    }

    /** One process that runs jobs. */
    static final class Worker {

        private Worker() {}

        public static void main(String[] words) {
            WorkerArguments arguments = WorkerArguments.parse(words);
            Work work = new Work();
            var job = Tasks.oneTime(JOB).execute((instance, context) -> {
                try {
                    work.run(Long.parseLong(instance.getId()), instance.getData());
                } catch (InterruptedException e) {
                    throw new IllegalStateException("told to stop", e);
                }
            });
            SchedulerBuilder builder =
                    Scheduler.create(arguments.pool(), List.of(job)).threads(WorkerArguments.SLOTS);
            if (arguments.quick()) {
                builder.pollingInterval(Duration.ofSeconds(1))
                        .heartbeatInterval(Duration.ofSeconds(1))
                        .missedHeartbeatsLimit(4);
            }
            builder.build().start();
            WorkerArguments.ready();
        }
    }
}
