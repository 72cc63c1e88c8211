package dev.jobrunner.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {

    @TempDir
    private Path folder;

    @Test
    void repetitionsBecomeMedianAndRange() {
        assertThat(three().range("W1", "one", "ours", Metric.RATE)).contains(new Range(200, 100, 900, 3));
        assertThat(three().range("W1", "one", "limit", Metric.RATE)).isEmpty();
    }

    @Test
    void whatWasWrittenIsReadAgain() throws IOException {
        Path file = folder.resolve("samples.tsv");
        three().write(file);

        assertThat(Results.read(file).values("W1", "one", "ours", Metric.RATE)).containsExactly(100.0, 900.0, 200.0);
    }

    private static Results three() {
        Results results = new Results();
        results.add(new Sample("W1", "one", "ours", 1, Metric.RATE, 100));
        results.add(new Sample("W1", "one", "ours", 2, Metric.RATE, 900));
        results.add(new Sample("W1", "one", "ours", 3, Metric.RATE, 200));
        return results;
    }
}
