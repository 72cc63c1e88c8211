package dev.jobrunner.benchmarks.subject;

import java.nio.file.Path;
import java.util.List;

/**
 * How the processes of a subject are to be started.
 *
 * @param slots jobs at once in each process; 0 leaves that and everything else to the subject's defaults
 * @param types the task types that there will be, see {@link dev.jobrunner.benchmarks.process.Types}
 * @param classSharing whether an archive of loaded classes is to be used
 * @param folder takes logs and recordings
 * @param runs how many runs a process may write down
 */
public record Setup(int processes, int slots, List<String> types, boolean classSharing, Path folder, int runs) {

    public Setup {
        types = List.copyOf(types);
        if (processes < 1 || slots < 0) {
            throw new IllegalArgumentException("No setup: " + processes + " processes with " + slots + " slots");
        }
    }
}
