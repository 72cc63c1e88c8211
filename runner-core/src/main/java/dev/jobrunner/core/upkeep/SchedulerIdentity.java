package dev.jobrunner.core.upkeep;

/**
 * Who a scheduler process is.
 *
 * @param id unique for each start of a process
 * @param host the machine's name
 * @param version of the program
 */
public record SchedulerIdentity(String id, String host, String version) {

    public SchedulerIdentity {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A scheduler needs an id, but it is blank");
        }
    }
}
