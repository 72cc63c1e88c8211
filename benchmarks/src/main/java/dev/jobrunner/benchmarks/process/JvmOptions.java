package dev.jobrunner.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How JVMs are started: as {@code deploy/worker} and {@code deploy/scheduler} do it on a machine of 512 MB, the same for
 * every subject.
 */
public record JvmOptions(List<String> worker, List<String> scheduler) {

    private static final Pattern OPTION = Pattern.compile("^ +(-X[^\\s$]+) \\\\$");

    public JvmOptions {
        worker = List.copyOf(worker);
        scheduler = List.copyOf(scheduler);
    }

    /** Reads the options from the start scripts, so that they cannot drift apart. */
    public static JvmOptions of(Path root) throws IOException {
        return new JvmOptions(read(root.resolve("deploy/worker")), read(root.resolve("deploy/scheduler")));
    }

    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static List<String> read(Path script) throws IOException {
        List<String> options = new ArrayList<>(List.of("-XX:MaxRAM=512m"));
        Files.readAllLines(script)
                .forEach(line -> OPTION.matcher(line).results().forEach(m -> options.add(m.group(1))));
        if (options.size() < 4) {
            throw new IOException("No JVM options found in " + script);
        }
        return options;
    }
}
