package dev.jobrunner.benchmarks.process;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a worker process of a peer, or of the limit, is told on its command line.
 *
 * @param slots jobs at once; 0: its default
 * @param mode which of the ways that its main class knows
 * @param recording where its runs are written down
 */
public record WorkerArguments(String address, int slots, List<String> types, String mode, Path recording) {

    public WorkerArguments {
        types = List.copyOf(types);
    }

    public static WorkerArguments parse(String[] words) {
        return new WorkerArguments(
                words[0], Integer.parseInt(words[1]), List.of(words[2].split(",", -1)), words[3], Path.of(words[4]));
    }

    public List<String> words() {
        return List.of(address, Integer.toString(slots), String.join(",", types), mode, recording.toString());
    }

    /** Jobs at once, where the default is not to be left to the library. */
    public int slotsOr(int byDefault) {
        return slots == 0 ? byDefault : slots;
    }

    /** A pool for all slots, and two connections more for polling and heartbeats. */
    public HikariDataSource pool(int slots) {
        return pool(address, slots + 2);
    }

    public static HikariDataSource pool(String address, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address);
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }

    /** The file that is there when the process with that recording can run jobs. */
    public static Path readyFile(Path recording) {
        return recording.resolveSibling(recording.getFileName() + ".ready");
    }

    /** Tells the benchmark that jobs can come. */
    public void ready() throws IOException {
        Files.createFile(readyFile(recording));
    }
}
