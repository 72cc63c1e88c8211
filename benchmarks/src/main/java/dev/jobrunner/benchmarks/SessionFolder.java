package dev.jobrunner.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where a session keeps its samples and logs, and its databases while it goes on. */
final class SessionFolder {

    private SessionFolder() {}

    static Path create(Path parent) throws IOException {
        String now = LocalDateTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
        return Files.createDirectories(parent.resolve("session-" + now));
    }

    /** Removes what is large and serves nobody any more; samples and logs stay. */
    static void tidy(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                if (isLarge(folder.relativize(path))) {
                    Files.delete(path);
                }
            }
        }
    }

    private static boolean isLarge(Path path) {
        return path.startsWith("product")
                || path.startsWith("postgres/data")
                || path.startsWith("postgres/binaries")
                || path.toString().endsWith(".runs")
                || path.toString().endsWith(".ready");
    }
}
