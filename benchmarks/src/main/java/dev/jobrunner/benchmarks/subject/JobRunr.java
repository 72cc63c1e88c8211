package dev.jobrunner.benchmarks.subject;

import com.zaxxer.hikari.HikariDataSource;
import dev.jobrunner.benchmarks.database.Database;
import dev.jobrunner.benchmarks.process.Fleet;
import dev.jobrunner.benchmarks.process.Recorder;
import dev.jobrunner.benchmarks.process.WorkerArguments;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.StorageProviderUtils.DatabaseOptions;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.jackson3.Jackson3JsonMapper;

/** JobRunr, the open-source edition. It has no tasks that repeat each second: five seconds is its shortest interval. */
public final class JobRunr implements Subject {

    private final JavaProcesses processes;

    JobRunr(JavaProcesses processes) {
        this.processes = processes;
    }

    @Override
    public String name() {
        return "jobrunr";
    }

    @Override
    public String description() {
        return "JobRunr " + Versions.of("jobrunr") + ", open source, default settings but for the number of workers";
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.of(Ability.WHOLE);
    }

    @Override
    public String schema() {
        return "jobrunr";
    }

    @Override
    public double share() {
        return 0.25;
    }

    @Override
    public void createSchema(Database database) {
        try (HikariDataSource pool = WorkerArguments.pool(database.address("schema"), 1)) {
            storage(pool, DatabaseOptions.CREATE).close();
        }
    }

    @Override
    public Fleet start(Database database, Setup setup) throws Exception {
        return processes.start(Worker.class, database, setup, "default");
    }

    @Override
    public Client connect(Database database) {
        HikariDataSource pool = WorkerArguments.pool(database.address("benchmark"), 1);
        return new Enqueuer(pool, new JobRequestScheduler(storage(pool, DatabaseOptions.SKIP_CREATE)));
    }

    private static PostgresStorageProvider storage(HikariDataSource pool, DatabaseOptions options) {
        PostgresStorageProvider storage = new PostgresStorageProvider(pool, options);
        storage.setJobMapper(new org.jobrunr.jobs.mappers.JobMapper(new Jackson3JsonMapper()));
        return storage;
    }

    private record Enqueuer(HikariDataSource pool, JobRequestScheduler scheduler) implements Client {

        /** A job for later is moved among those to be run by a task of the server's own, at each of its polls. */
        @Override
        public boolean onlyNow() {
            return true;
        }

        @Override
        public void enqueue(String type, int jobs, Instant due) {
            scheduler.enqueue(Stream.generate(() -> new Noop(Keys.next())).limit(jobs));
        }

        @Override
        public long enqueueOne() {
            long key = Keys.next();
            scheduler.enqueue(new Noop(key));
            return key;
        }

        @Override
        public long unsettled() throws Exception {
            try (var connection = pool.getConnection()) {
                return Database.number(
                        connection, "SELECT count(*) FROM jobrunr_jobs WHERE state IN ('ENQUEUED', 'PROCESSING')");
            }
        }

        @Override
        public void close() {
            scheduler.shutdown();
            pool.close();
        }
    }

    /** A job that does nothing. Public, since JobRunr makes it from JSON. */
    public record Noop(long key) implements JobRequest {

        @Override
        public Class<Handler> getJobRequestHandler() {
            return Handler.class;
        }
    }

    /** Runs it. */
    public static final class Handler implements JobRequestHandler<Noop> {

        private final Recorder recorder;

        Handler(Recorder recorder) {
            this.recorder = recorder;
        }

        @Override
        public void run(Noop request) {
            recorder.record(System.nanoTime(), request.key(), 0);
        }
    }

    /** One process that runs jobs. */
    static final class Worker {

        private Worker() {}

        public static void main(String[] words) throws Exception {
            WorkerArguments arguments = WorkerArguments.parse(words);
            Handler handler = new Handler(Recorder.open(arguments.recording()));
            BackgroundJobServerConfiguration server =
                    BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration();
            if (arguments.slots() > 0) {
                server.andWorkerCount(arguments.slots());
            }
            org.jobrunr.configuration.JobRunr.configure()
                    .useJsonMapper(new Jackson3JsonMapper())
                    .useJobActivator(activator(handler))
                    .useStorageProvider(new PostgresStorageProvider(
                            arguments.pool(arguments.slotsOr(10)), DatabaseOptions.SKIP_CREATE))
                    .useBackgroundJobServer(server)
                    .initialize();
            arguments.ready();
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
