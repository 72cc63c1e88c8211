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

    /** The way in for jobs: the public one, from another process than those that run them. */
    Client connect(Database database) throws Exception;

    /** The share of a workload's jobs that is enough to see its rate; slow ones would take minutes for all. */
    default double share() {
        return 1;
    }

    /** What not every subject can do. */
    enum Ability {
        /** Tasks that repeat each second. */
        EACH_SECOND,
        /** Limits for how many jobs of a type run at once over all processes. */
        LIMITS,
        /** Keeps finished runs, so that there can be a million of them. */
        HISTORY,
        /** Removes old runs by a command of its own. */
        CLEANUP,
        /** Starts from a jar with an archive of loaded classes. */
        CLASS_SHARING,
        /** Takes jobs from everybody at once and by itself, so that being idle and picking up says something. */
        WHOLE
    }
}
