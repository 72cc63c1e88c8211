package dev.jobrunner.faults.peers;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.StorageProviderUtils.DatabaseOptions;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.jackson3.Jackson3JsonMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** JobRunr, the open-source edition. */
final class JobRunr implements Peer {

    @Override
    public String name() {
        return "JobRunr " + Versions.of("jobrunr");
    }

    @Override
    public String detection(Pace pace) {
        return pace == Pace.DEFAULT ? "poll 15 s × 4" : "poll 5 s × 4";
    }

    @Override
    public Class<?> worker() {
        return Worker.class;
    }

    @Override
    public void createSchema(HikariDataSource database) {
        storage(database, DatabaseOptions.CREATE).close();
    }

    @Override
    public Client connect(HikariDataSource database) {
        JobRequestScheduler scheduler = new JobRequestScheduler(storage(database, DatabaseOptions.SKIP_CREATE));
        return new Client() {
            @Override
            public void enqueue(List<Long> jobs, long millis) {
                jobs.forEach(job -> scheduler.enqueue(new UUID(0, job), new Job(job, millis)));
            }

            @Override
            public void close() {
                scheduler.shutdown();
            }
        };
    }

    @Override
    public Set<Long> unsettled(JdbcClient database) {
        return database
                .sql("SELECT id FROM jobrunr_jobs WHERE state NOT IN ('SUCCEEDED', 'DELETED')")
                .query(String.class)
                .list()
                .stream()
                .map(id -> UUID.fromString(id.strip()).getLeastSignificantBits())
                .collect(Collectors.toSet());
    }

    private static PostgresStorageProvider storage(HikariDataSource pool, DatabaseOptions options) {
        PostgresStorageProvider storage = new PostgresStorageProvider(pool, options);
        storage.setJobMapper(new JobMapper(new Jackson3JsonMapper()));
        return storage;
    }

    /** Public, since JobRunr makes it from JSON. */
    public record Job(long key, long millis) implements JobRequest {

        @Override
        public Class<Handler> getJobRequestHandler() {
            return Handler.class;
        }
    }

    /** Runs it. */
    public static final class Handler implements JobRequestHandler<Job> {

        private final Work work;

        Handler(Work work) {
            this.work = work;
        }

        @Override
        public void run(Job job) throws InterruptedException {
            work.run(job.key(), job.millis());
        }
    }

    /** One process that runs jobs. */
    static final class Worker {

        private Worker() {}

        public static void main(String[] words) {
            WorkerArguments arguments = WorkerArguments.parse(words);
            Handler handler = new Handler(new Work());
            BackgroundJobServerConfiguration server =
                    BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                            .andWorkerCount(WorkerArguments.SLOTS);
            if (arguments.quick()) {
                server.andPollInterval(Duration.ofSeconds(5));
            }
            org.jobrunr.configuration.JobRunr.configure()
                    .useJsonMapper(new Jackson3JsonMapper())
                    .useJobActivator(activator(handler))
                    .useStorageProvider(new PostgresStorageProvider(arguments.pool(), DatabaseOptions.SKIP_CREATE))
                    .useBackgroundJobServer(server)
                    .initialize();
            WorkerArguments.ready();
        }

        private static JobActivator activator(Handler handler) {
            return new JobActivator() {
                @Override
                public <T> T activateJob(Class<T> type) {
                    return type.cast(handler);
                }
            };
        }
    }
}
