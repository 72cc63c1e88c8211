package dev.jobrunner.benchmarks.subject;

import dev.jobrunner.benchmarks.database.Database;
import dev.jobrunner.benchmarks.process.Fleet;
import dev.jobrunner.benchmarks.process.Recorder;
import dev.jobrunner.benchmarks.process.Types;
import dev.jobrunner.benchmarks.process.WorkerArguments;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.quartz.CronScheduleBuilder;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.JobStoreTX;

/** Quartz with its clustered JDBC store. Each job is a trigger of its own of one durable job. */
public final class Quartz implements Subject {

    private static final JobDetail NOOP = JobBuilder.newJob(Noop.class)
            .withIdentity(Types.NOOP)
            .storeDurably()
            .build();

    private final JavaProcesses processes;

    Quartz(JavaProcesses processes) {
        this.processes = processes;
    }

    @Override
    public String name() {
        return "quartz";
    }

    @Override
    public String description() {
        return "Quartz " + Versions.of("quartz")
                + ", clustered JDBC store, acquiring as many triggers at once as there are slots";
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.of(Ability.EACH_SECOND, Ability.FILLING, Ability.WHOLE);
    }

    @Override
    public String schema() {
        return "quartz";
    }

    @Override
    public double share() {
        return 0.1;
    }

    @Override
    public void createSchema(Database database) throws Exception {
        database.executeResource(JobStoreTX.class, "tables_postgres.sql");
    }

    @Override
    public Fleet start(Database database, Setup setup) throws Exception {
        return processes.start(Worker.class, database, setup, "clustered");
    }

    @Override
    public Client connect(Database database) throws Exception {
        Scheduler scheduler = scheduler(database.address("benchmark"), 10);
        scheduler.addJob(NOOP, true);
        return new Enqueuer(database.connect(), scheduler);
    }

    private static Scheduler scheduler(String address, int slots) throws SchedulerException {
        Properties properties = new Properties();
        Map.ofEntries(
                        Map.entry("org.quartz.scheduler.instanceName", "benchmark"),
                        Map.entry("org.quartz.scheduler.instanceId", "AUTO"),
                        Map.entry("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", Integer.toString(slots)),
                        Map.entry("org.quartz.threadPool.threadCount", Integer.toString(slots)),
                        Map.entry("org.quartz.jobStore.class", JobStoreTX.class.getName()),
                        Map.entry(
                                "org.quartz.jobStore.driverDelegateClass",
                                "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate"),
                        Map.entry("org.quartz.jobStore.isClustered", "true"),
                        // What Quartz asks for when several triggers are acquired at once.
                        Map.entry("org.quartz.jobStore.acquireTriggersWithinLock", "true"),
                        Map.entry("org.quartz.jobStore.dataSource", "postgres"),
                        Map.entry("org.quartz.dataSource.postgres.provider", "hikaricp"),
                        Map.entry("org.quartz.dataSource.postgres.driver", "org.postgresql.Driver"),
                        Map.entry("org.quartz.dataSource.postgres.URL", address),
                        Map.entry("org.quartz.dataSource.postgres.user", "postgres"),
                        Map.entry("org.quartz.dataSource.postgres.password", "postgres"),
                        Map.entry("org.quartz.dataSource.postgres.maxConnections", Integer.toString(slots + 2)))
                .forEach(properties::setProperty);
        return new StdSchedulerFactory(properties).getScheduler();
    }

    /** Its scheduler is never started, so that it runs nothing. */
    private record Enqueuer(Connection connection, Scheduler scheduler) implements Client {

        private static final String COPY_TRIGGER = """
                INSERT INTO qrtz_triggers
                SELECT c.*
                FROM qrtz_triggers t
                CROSS JOIN generate_series(1, ?) AS n
                CROSS JOIN LATERAL jsonb_populate_record(t, jsonb_build_object(
                    'trigger_name', 'copy-' || n,
                    'start_time', t.start_time + n * 1000,
                    'next_fire_time', t.next_fire_time + n * 1000)) AS c
                """;

        private static final String COPY_DETAIL = """
                INSERT INTO qrtz_simple_triggers
                SELECT c.*
                FROM qrtz_simple_triggers t
                CROSS JOIN generate_series(1, ?) AS n
                CROSS JOIN LATERAL jsonb_populate_record(t, jsonb_build_object('trigger_name', 'copy-' || n)) AS c
                """;

        /** As many triggers as there are, in one transaction. */
        @Override
        public void enqueue(String type, int jobs, Instant due) throws SchedulerException {
            Set<Trigger> triggers = new HashSet<>();
            for (int i = 0; i < jobs; i++) {
                triggers.add(trigger(Keys.next(), due));
            }
            scheduler.scheduleJobs(Map.of(NOOP, triggers), true);
        }

        @Override
        public long enqueueOne() throws SchedulerException {
            long key = Keys.next();
            scheduler.scheduleJob(trigger(key, Instant.now()));
            return key;
        }

        private static Trigger trigger(long key, Instant due) {
            return TriggerBuilder.newTrigger()
                    .withIdentity(Long.toString(key))
                    .forJob(NOOP)
                    .startAt(Date.from(due))
                    .build();
        }

        @Override
        public void repeatEachSecond(int tasks, Instant first) throws SchedulerException {
            Set<Trigger> triggers = new HashSet<>();
            for (int i = 0; i < tasks; i++) {
                triggers.add(TriggerBuilder.newTrigger()
                        .withIdentity(Long.toString(Keys.next()))
                        .forJob(NOOP)
                        .withSchedule(CronScheduleBuilder.cronSchedule("* * * * * ?"))
                        .startAt(Date.from(first))
                        .build());
            }
            scheduler.scheduleJobs(Map.of(NOOP, triggers), true);
        }

        @Override
        public long unsettled() throws SQLException {
            return Database.number(connection, "SELECT count(*) FROM qrtz_fired_triggers");
        }

        /** One trigger, and copies of it. */
        @Override
        public void fill(int finished, int future) throws Exception {
            scheduler.scheduleJob(trigger(Keys.next(), Instant.now().plusSeconds(86_400)));
            try (PreparedStatement triggers = connection.prepareStatement(COPY_TRIGGER);
                    // Else the foreign key is checked through an index that all rows share.
                    PreparedStatement analyze = connection.prepareStatement("ANALYZE qrtz_triggers");
                    PreparedStatement details = connection.prepareStatement(COPY_DETAIL)) {
                triggers.setInt(1, future);
                triggers.executeUpdate();
                analyze.execute();
                details.setInt(1, future);
                details.executeUpdate();
            }
        }

        @Override
        public void close() throws SQLException {
            try {
                scheduler.shutdown();
            } catch (SchedulerException e) {
                throw new SQLException(e);
            }
            connection.close();
        }
    }

    /** A job that does nothing. */
    private record Noop(Recorder recorder) implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            recorder.record(
                    System.nanoTime(),
                    Long.parseLong(context.getTrigger().getKey().getName()),
                    context.getScheduledFireTime().toInstant().toEpochMilli());
        }
    }

    /** One process that runs jobs. */
    static final class Worker {

        private Worker() {}

        public static void main(String[] words) throws Exception {
            WorkerArguments arguments = WorkerArguments.parse(words);
            Scheduler scheduler = scheduler(arguments.address(), arguments.slotsOr(10));
            Noop noop = new Noop(Recorder.open(arguments.recording()));
            scheduler.setJobFactory((bundle, itself) -> noop);
            scheduler.start();
            arguments.ready();
        }
    }
}
