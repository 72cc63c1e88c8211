package dev.jobrunner.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldLogFilesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final long NOBODY = 999_999_999_999L;

    @TempDir
    private Path folder;

    @Test
    void onlyOldFilesOfDeadWorkersOnThisHostGo() throws IOException {
        file("worker_here-" + NOBODY + ".log", 8);
        file("worker_here-" + NOBODY + ".log.2026-11-15.0.gz", 9);
        file("worker_here-" + (NOBODY - 1) + ".log", 6);
        file("worker_here-" + ProcessHandle.current().pid() + ".log", 8);
        file("worker_there-" + NOBODY + ".log", 8);
        file("scheduler.log", 8);
        file("worker_here-notes.txt", 8);

        OldLogFiles.remove(folder, "here", Clock.fixed(NOW, ZoneOffset.UTC));

        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder(
                        "worker_here-" + (NOBODY - 1) + ".log",
                        "worker_here-" + ProcessHandle.current().pid() + ".log",
                        "worker_there-" + NOBODY + ".log",
                        "scheduler.log",
                        "worker_here-notes.txt");
    }

    @Test
    void aFolderThatIsGoneIsNoReasonToFail() {
        OldLogFiles.remove(folder.resolve("gone"), "here", Clock.fixed(NOW, ZoneOffset.UTC));

        assertThat(folder).isEmptyDirectory();
    }

    private void file(String name, int days) throws IOException {
        Path file = Files.createFile(folder.resolve(name));
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(days))));
    }
}
