package dev.jobrunner.faults.peers;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.quartz.DisallowConcurrentExecution;
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
import org.springframework.jdbc.core.simple.JdbcClient;

/** Quartz with its clustered JDBC store; jobs ask for recovery and disallow that they run twice at once. */
final class Quartz implements Peer {

    private static final String MILLIS = "millis";

    @Override
    public String name() {
        return "Quartz " + Versions.of("quartz");
    }

    @Override
    public String detection(Pace pace) {
        return pace == Pace.DEFAULT ? "check-in 7.5 s + 7.5 s" : "check-in 1 s + 7.5 s";
    }

    @Override
    public Class<?> worker() {
        return Worker.class;
    }

    @Override
    public void createSchema(HikariDataSource database) throws IOException {
        try (InputStream sql = JobStoreTX.class.getResourceAsStream("tables_postgres.sql")) {
            if (sql == null) {
                throw new IOException("Quartz's jar has no tables_postgres.sql");
            }
            JdbcClient.create(database)
                    .sql(new String(sql.readAllBytes(), StandardCharsets.UTF_8))
                    .update();
        }
    }

    /** Its scheduler is never started, so that it runs nothing. */
    @Override
    public Client connect(HikariDataSource database) throws SchedulerException {
        Scheduler scheduler = scheduler(database.getJdbcUrl(), false);
        return new Client() {
            @Override
            public void enqueue(List<Long> jobs, long millis) throws SchedulerException {
                Map<JobDetail, Set<? extends Trigger>> all = new HashMap<>();
                for (long job : jobs) {
                    JobDetail detail = JobBuilder.newJob(EvidenceJob.class)
                            .withIdentity(Long.toString(job))
                            .usingJobData(MILLIS, millis)
                            .requestRecovery()
                            .build();
                    all.put(
                            detail,
                            Set.of(TriggerBuilder.newTrigger().startNow().build()));
                }
                scheduler.scheduleJobs(all, false);
            }

            @Override
            public void close() {
                try {
                    scheduler.shutdown();
                } catch (SchedulerException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    @Override
    public Set<Long> unsettled(JdbcClient database) {
        return database.sql("SELECT job_name::bigint FROM qrtz_job_details")
                .query(Long.class)
                .set();
    }

    private static Scheduler scheduler(String address, boolean quick) throws SchedulerException {
        Properties properties = new Properties();
        String slots = Integer.toString(WorkerArguments.SLOTS);
        Map.ofEntries(
                        Map.entry("org.quartz.scheduler.instanceName", "faults"),
                        // AUTO is the machine and the millisecond, which two processes of one machine may share.
                        Map.entry(
                                "org.quartz.scheduler.instanceId",
                                "process-" + ProcessHandle.current().pid()),
                        Map.entry("org.quartz.threadPool.threadCount", slots),
                        Map.entry("org.quartz.jobStore.class", JobStoreTX.class.getName()),
                        Map.entry(
                                "org.quartz.jobStore.driverDelegateClass",
                                "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate"),
                        Map.entry("org.quartz.jobStore.isClustered", "true"),
                        Map.entry("org.quartz.jobStore.clusterCheckinInterval", quick ? "1000" : "7500"),
                        Map.entry("org.quartz.jobStore.dataSource", "postgres"),
                        Map.entry("org.quartz.dataSource.postgres.provider", "hikaricp"),
                        Map.entry("org.quartz.dataSource.postgres.driver", "org.postgresql.Driver"),
                        Map.entry("org.quartz.dataSource.postgres.URL", address),
                        Map.entry("org.quartz.dataSource.postgres.user", Group.USER),
                        Map.entry("org.quartz.dataSource.postgres.password", Group.USER),
                        Map.entry(
                                "org.quartz.dataSource.postgres.maxConnections",
                                Integer.toString(WorkerArguments.SLOTS + 2)))
                .forEach(properties::setProperty);
        return new StdSchedulerFactory(properties).getScheduler();
    }

    /** One job each, so that its class's promise is about that job. */
    @DisallowConcurrentExecution
    private record EvidenceJob(Work work) implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            try {
                work.run(
                        Long.parseLong(context.getJobDetail().getKey().getName()),
                        context.getJobDetail().getJobDataMap().getLong(MILLIS));
            } catch (InterruptedException e) {
                throw new IllegalStateException("told to stop", e);
            }
        }
    }

    /** One process that runs jobs. */
    static final class Worker {

        private Worker() {}

        public static void main(String[] words) throws SchedulerException {
            WorkerArguments arguments = WorkerArguments.parse(words);
            Scheduler scheduler = scheduler(arguments.address(), arguments.quick());
            EvidenceJob job = new EvidenceJob(new Work());
            scheduler.setJobFactory((bundle, itself) -> job);
            scheduler.start();
            WorkerArguments.ready();
        }
    }
}
