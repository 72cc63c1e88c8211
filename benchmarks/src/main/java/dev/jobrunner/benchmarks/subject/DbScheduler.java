package dev.jobrunner.benchmarks.subject;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.PlainScheduleAndData;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import com.zaxxer.hikari.HikariDataSource;
import dev.jobrunner.benchmarks.database.Database;
import dev.jobrunner.benchmarks.process.Fleet;
import dev.jobrunner.benchmarks.process.Recorder;
import dev.jobrunner.benchmarks.process.Types;
import dev.jobrunner.benchmarks.process.WorkerArguments;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** db-scheduler, in one of its polling strategies. */
public final class DbScheduler implements Subject {

    /** What its documentation asks for, with the columns that its statements use. */
    private static final String TABLES = """
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
            """;

    private static final TaskDescriptor<Void> NOOP = TaskDescriptor.of(Types.NOOP);
    private static final TaskDescriptor<PlainScheduleAndData> EACH_SECOND =
            TaskDescriptor.of("each_second", PlainScheduleAndData.class);

    private final Mode mode;
    private final JavaProcesses processes;

    DbScheduler(Mode mode, JavaProcesses processes) {
        this.mode = mode;
        this.processes = processes;
    }

    /** How it polls. */
    enum Mode {
        FETCH("its default: fetch, then lock each job when it is executed"),
        LOCK("lock-and-fetch in its default limits"),
        TUNED("lock-and-fetch of up to 4 × the slots, polling each 100 ms");

        private final String description;

        Mode(String description) {
            this.description = description;
        }
    }

    @Override
    public String name() {
        return "db-scheduler-" + mode.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public String description() {
        return "db-scheduler " + Versions.of("db-scheduler") + ", " + mode.description;
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.of(Ability.EACH_SECOND, Ability.FILLING, Ability.WHOLE);
    }

    @Override
    public boolean isDetail() {
        return mode == Mode.LOCK;
    }

    @Override
    public String schema() {
        return "db-scheduler";
    }

    @Override
    public void createSchema(Database database) throws Exception {
        database.execute(TABLES);
    }

    @Override
    public Fleet start(Database database, Setup setup) throws Exception {
        return processes.start(Worker.class, database, setup, mode.name());
    }

    @Override
    public Client connect(Database database) throws Exception {
        return new Enqueuer(WorkerArguments.pool(database.address("benchmark"), 1));
    }

    private record Enqueuer(HikariDataSource pool, SchedulerClient client) implements Client {

        Enqueuer(HikariDataSource pool) {
            this(pool, SchedulerClient.Builder.create(pool).build());
        }

        @Override
        public void enqueue(String type, int jobs, Instant due) {
            List<TaskInstance<?>> instances = Stream.<TaskInstance<?>>generate(
                            () -> NOOP.instance(Long.toString(Keys.next())).build())
                    .limit(jobs)
                    .toList();
            client.scheduleBatch(instances, due);
        }

        @Override
        public long enqueueOne() {
            long key = Keys.next();
            client.schedule(
                    NOOP.instance(Long.toString(key)).build(),
                    Instant.now(),
                    SchedulerClient.ScheduleOptions.WHEN_EXISTS_DO_NOTHING);
            return key;
        }

        @Override
        public long unsettled() throws Exception {
            try (var connection = pool.getConnection()) {
                return Database.number(
                        connection, "SELECT count(*) FROM scheduled_tasks WHERE execution_time <= now()");
            }
        }

        @Override
        public void repeatEachSecond(int tasks, Instant first) {
            PlainScheduleAndData schedule = new PlainScheduleAndData(Schedules.cron("* * * * * *"));
            List<SchedulableInstance<?>> instances = IntStream.rangeClosed(1, tasks)
                    .<SchedulableInstance<?>>mapToObj(number -> EACH_SECOND
                            .instance(Integer.toString(number))
                            .data(schedule)
                            .scheduledTo(first))
                    .toList();
            client.scheduleBatch(instances);
        }

        @Override
        public void fill(int finished, int future) {
            enqueue(Types.NOOP, future, Instant.now().plus(Duration.ofDays(1)));
        }

        @Override
        public void close() {
            pool.close();
        }
    }

    /** One process that runs jobs. */
    static final class Worker {

        private Worker() {}

        public static void main(String[] words) throws Exception {
            WorkerArguments arguments = WorkerArguments.parse(words);
            Recorder recorder = Recorder.open(arguments.recording());
            var noop = Tasks.oneTime(NOOP)
                    .execute((instance, context) -> recorder.record(
                            System.nanoTime(),
                            Long.parseLong(instance.getId()),
                            context.getExecution().executionTime.toEpochMilli()));
            var eachSecond = Tasks.recurringWithPersistentSchedule(EACH_SECOND)
                    .execute((instance, context) -> recorder.record(
                            System.nanoTime(),
                            Long.parseLong(instance.getId()),
                            context.getExecution().executionTime.toEpochMilli()));
            SchedulerBuilder builder =
                    Scheduler.create(arguments.pool(arguments.slotsOr(10)), List.of(noop, eachSecond));
            if (arguments.slots() > 0) {
                builder.threads(arguments.slots());
            }
            switch (Mode.valueOf(arguments.mode())) {
                case FETCH -> {}
                case LOCK -> builder.pollUsingLockAndFetch(0.5, 1.0);
                case TUNED -> builder.pollUsingLockAndFetch(1.0, 4.0).pollingInterval(Duration.ofMillis(100));
            }
            builder.build().start();
            arguments.ready();
        }
    }
}
