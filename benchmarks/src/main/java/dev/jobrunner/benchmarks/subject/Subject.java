package dev.jobrunner.benchmarks.subject;

import dev.jobrunner.benchmarks.database.Database;
import dev.jobrunner.benchmarks.process.Fleet;
import java.util.Set;

/** Something that runs jobs and is measured: the product, a peer, or the limit. */
public interface Subject {

    /** As {@code --only} and the tables name it. */
    String name();

    /** What it is and how it is set up, in one line of the report. */
    String description();

    Set<Ability> abilities();

    /** Subjects with the same schema start from copies of one database. */
    String schema();

    /** Makes the tables in an empty database. */
    void createSchema(Database database) throws Exception;

    /** Starts the processes; returns when all of them are ready to run jobs. */
    Fleet start(Database database, Setup setup) throws Exception;

    /** Starts only the processes that run jobs; need not wait until they are ready. */
    default Fleet startWorkers(Database database, Setup setup) throws Exception {
        return start(database, setup);
    }

    /** The way in for jobs: the public one, from another process than those that run them. */
    Client connect(Database database) throws Exception;

    /** The share of a workload's jobs that is enough to see its rate; slow ones would take minutes for all. */
    default double share() {
        return 1;
    }

    /**
     * Whether it only tells apart where a difference in throughput comes from. A quick run goes without it unless it is
     * asked for.
     */
    default boolean isDetail() {
        return false;
    }

    /** What not every subject can do. */
    enum Ability {
        /** Tasks that repeat each second. */
        EACH_SECOND,
        /** Limits for how many jobs of a type run at once over all processes. */
        LIMITS,
        /** Can be filled with jobs for later, and with finished runs where it keeps them. */
        FILLING,
        /** Removes old runs by a command of its own. */
        CLEANUP,
        /** Starts from a jar with an archive of loaded classes. */
        CLASS_SHARING,
        /** Is a job runner by itself, so that what it does while idle and when it starts says something. */
        WHOLE
    }
}
