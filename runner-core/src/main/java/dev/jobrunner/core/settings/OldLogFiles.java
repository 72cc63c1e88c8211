package dev.jobrunner.core.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Removes what workers that are gone have left behind; the roller only looks after the files of its own process. */
final class OldLogFiles {

    private static final Duration KEPT = Duration.ofDays(7);

    private OldLogFiles() {}

    /** Files that cannot be removed stay; the next start tries again. */
    static void remove(Path folder, String host, Clock clock) {
        Pattern name = Pattern.compile("worker_" + Pattern.quote(host) + "-(\\d{1,18})\\.log.*");
        Instant oldest = clock.instant().minus(KEPT);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher match = name.matcher(file.getFileName().toString());
                if (match.matches()
                        && ProcessHandle.of(Long.parseLong(match.group(1))).isEmpty()
                        && Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException notNow) {
            // tidying must not keep a worker from starting
        }
    }
}
