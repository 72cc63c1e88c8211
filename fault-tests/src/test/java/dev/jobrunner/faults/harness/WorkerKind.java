package dev.jobrunner.faults.harness;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a worker differs from the others.
 *
 * @param patches folders with classes that take the place of the product's
 * @param environment variables on top of those of all processes
 */
public record WorkerKind(List<Path> patches, Map<String, String> environment) {

    public static final WorkerKind PLAIN = new WorkerKind(List.of(), Map.of());

    public static WorkerKind patched(Path patch) {
        return new WorkerKind(List.of(patch), Map.of());
    }

    public static WorkerKind with(Map<String, String> environment) {
        return new WorkerKind(List.of(), environment);
    }
}
