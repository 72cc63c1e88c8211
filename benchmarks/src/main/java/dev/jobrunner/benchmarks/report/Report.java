package dev.jobrunner.benchmarks.report;

import dev.jobrunner.benchmarks.measure.Results;
import dev.jobrunner.benchmarks.workload.Size;
import dev.jobrunner.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the page and its plots. */
public final class Report {

    private final Results results;
    private final Facts facts;

    public Report(Results results, Facts facts) {
        this.results = results;
        this.facts = facts;
    }

    /**
     * Writes {@code performance.md} and {@code images/performance-….svg}.
     *
     * @param folder {@code docs}, or another place that is like it
     */
    public Path write(Path folder, List<Workload> workloads) throws IOException {
        Files.createDirectories(folder);
        var plots = new Plots(results, folder.resolve("images")).write();
        Path page = folder.resolve("performance.md");
        Files.writeString(page, new Page(results, facts, Size.named(facts.size())).write(workloads, plots));
        return page;
    }
}
