package dev.jobrunner.scheduler.tick;

/** Whether the scheduler can do its work. */
@FunctionalInterface
public interface SchemaReady {

    /** True once the schema has been brought up to date in this process; never false again afterwards. */
    boolean schemaReady();
}
