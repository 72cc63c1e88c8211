package dev.jobrunner.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {

    @TempDir
    private Path folder;

    @Test
    void whatAHandlerWritesDownIsReadFromTheSameFile() throws IOException {
        Recording recording = Recording.create(folder.resolve("runs"), 10);
        Recorder.open(recording.path()).record(5, 42, 1_000);

        assertThat(recording.count()).isEqualTo(1);
        assertThat(recording.runs(0)).singleElement().satisfies(run -> {
            assertThat(run.start()).isEqualTo(5);
            assertThat(run.end()).isLessThanOrEqualTo(System.nanoTime());
            assertThat(run.key()).isEqualTo(42);
            assertThat(run.slotMillis()).isEqualTo(1_000);
        });
        assertThat(recording.runs(1)).isEmpty();
    }

    @Test
    void manyThreadsLoseNothing() throws IOException {
        Recording recording = Recording.create(folder.resolve("runs"), 10_000);
        Recorder recorder = Recorder.open(recording.path());
        IntStream.range(0, 10_000).parallel().forEach(key -> recorder.record(0, key, 0));

        assertThat(recording.runs(0).stream().map(Run::key).distinct()).hasSize(10_000);
    }

    @Test
    void aFileThatWasTooSmallIsNotTakenForComplete() throws IOException {
        Recording recording = Recording.create(folder.resolve("runs"), 1);
        Recorder recorder = Recorder.open(recording.path());
        recorder.record(1, 1, 0);
        recorder.record(2, 2, 0);

        assertThatThrownBy(() -> recording.runs(0)).hasMessageContaining("room for 1 runs");
    }
}
