package dev.jobrunner.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.benchmarks.measure.Metric;
import dev.jobrunner.benchmarks.measure.Results;
import dev.jobrunner.benchmarks.measure.Sample;
import dev.jobrunner.benchmarks.workload.Variants;
import dev.jobrunner.benchmarks.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private final Results results = new Results();

    @TempDir
    private Path folder;

    @BeforeEach
    void measure() {
        put("ours", 1, 900);
        put("ours", 2, 1_100);
        put("ours", 3, 1_000);
        put("limit", 1, 2_000);
        put("db-scheduler-tuned", 1, 1_500);
    }

    @Test
    void targetsAreJudgedByRatiosOfMedians() throws IOException {
        assertThat(page(true)).contains("| W1 | 1 process: at least 0.8 × the limit | 0.500 × | **not met** |");
    }

    @Test
    void whatAPeerDoesBetterIsSaidAndTheLimitIsNoPeer() throws IOException {
        assertThat(page(true)).contains("`db-scheduler-tuned` 1,500, ours 1,000 (0.667 ×)");
        assertThat(new Weaknesses(results).of(Workloads.all())).hasSize(1);
    }

    @Test
    void cellsShowMedianRangeAndRatioToOurs() throws IOException {
        assertThat(page(true)).contains("| `ours` | **1,000**<br>900 – 1,100 |", "| `limit` | **2,000**<br>2.00 × |");
    }

    @Test
    void ratesAreSharesOfTheBaseVariant() throws IOException {
        results.add(new Sample("W1", Variants.W1_FIVE, "ours", 1, Metric.RATE, 700));

        assertThat(page(true)).contains("| `ours` | 0.700 × |", "| `limit` | – |");
    }

    @Test
    void aBusyMachineIsSaidAtTheTop() throws IOException {
        assertThat(page(false)).contains("**The machine was not quiet");
        assertThat(page(true)).doesNotContain("not quiet");
    }

    @Test
    void whatWasNotMeasuredHasNoSectionAndNoPlot() throws IOException {
        assertThat(page(true))
                .contains("## W1 Throughput", "images/performance-rate.svg")
                .doesNotContain("## W2");
        assertThat(folder.resolve("images/performance-rate.svg"))
                .content()
                .startsWith("<svg")
                .endsWith("</svg>\n");
        assertThat(folder.resolve("images/performance-latency.svg")).doesNotExist();
    }

    @Test
    void factsCanBeReadAgain() throws IOException {
        Facts facts = facts(true);
        facts.write(folder.resolve("facts.tsv"));

        assertThat(Facts.read(folder.resolve("facts.tsv"))).isEqualTo(facts);
    }

    private String page(boolean quiet) throws IOException {
        return Files.readString(new Report(results, facts(quiet)).write(folder, Workloads.all()));
    }

    private static Facts facts(boolean quiet) {
        return new Facts("full", 3, quiet, Map.of("processor", "two of them"), Map.of("ours", "the product"));
    }

    private void put(String subject, int repetition, double rate) {
        results.add(new Sample("W1", Variants.W1_ONE, subject, repetition, Metric.RATE, rate));
    }
}
