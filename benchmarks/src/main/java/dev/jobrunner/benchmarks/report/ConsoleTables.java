package dev.jobrunner.benchmarks.report;

import dev.jobrunner.benchmarks.measure.Metric;
import dev.jobrunner.benchmarks.measure.Range;
import dev.jobrunner.benchmarks.measure.Results;
import dev.jobrunner.benchmarks.workload.Workload;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** The medians as tables of plain text. */
public final class ConsoleTables {

    private static final int NAME_WIDTH = 22;

    private final Results results;
    private final PrintStream console;

    public ConsoleTables(Results results, PrintStream console) {
        this.results = results;
        this.console = console;
    }

    public void print(List<Workload> workloads) {
        for (Workload workload : workloads) {
            for (String variant : workload.variants()) {
                print(workload, variant);
            }
        }
    }

    private void print(Workload workload, String variant) {
        List<String> subjects = results.subjects(workload.id(), variant);
        if (subjects.isEmpty()) {
            return;
        }
        console.printf("%n%s %s, %s%n", workload.id(), workload.title(), variant);
        console.printf("%-" + NAME_WIDTH + "s", "");
        workload.columns().forEach(metric -> console.printf("  %s", metric.label()));
        console.println();
        for (String subject : subjects) {
            console.printf("%-" + NAME_WIDTH + "s", subject);
            for (Metric metric : workload.columns()) {
                Optional<Range> range = results.range(workload.id(), variant, subject, metric);
                console.printf(
                        "  %" + metric.label().length() + "s",
                        range.map(r -> Numbers.of(r.median())).orElse("–"));
            }
            console.println();
        }
    }
}
