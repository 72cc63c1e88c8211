package dev.jobrunner.core.fleet;

import java.util.UUID;

/**
 * Who a worker process is. Never the same for two starts, not even of one host with one pid: a container's process is
 * always number 1.
 *
 * @param id goes into {@code locked_by}: {@code worker-<hostname>-<pid>-<suffix>}
 */
public record WorkerIdentity(String id, String host, long pid, String version) {

    /** A new identity for this process. */
    public static WorkerIdentity create(String host, long pid, String version) {
        String suffix = UUID.randomUUID().toString().substring(0, 6);
        return new WorkerIdentity("worker-" + host + "-" + pid + "-" + suffix, host, pid, version);
    }
}
