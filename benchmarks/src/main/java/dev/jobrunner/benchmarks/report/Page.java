package dev.jobrunner.benchmarks.report;

import dev.jobrunner.benchmarks.measure.Metric;
import dev.jobrunner.benchmarks.measure.Range;
import dev.jobrunner.benchmarks.measure.Results;
import dev.jobrunner.benchmarks.measure.Statistics;
import dev.jobrunner.benchmarks.workload.Size;
import dev.jobrunner.benchmarks.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The report as Markdown. Whatever it says about figures is made from the figures, so that a new run leaves nothing stale. */
final class Page {

    private static final String OURS = "ours";

    private final Results results;
    private final Facts facts;
    private final Size size;
    private final StringBuilder text = new StringBuilder();

    Page(Results results, Facts facts, Size size) {
        this.results = results;
        this.facts = facts;
        this.size = size;
    }

    /** @param plots alternative texts of the plots, by workload and file */
    String write(List<Workload> workloads, Map<String, Map<String, String>> plots) {
        head();
        targets();
        weaknesses(workloads);
        method();
        for (Workload workload : workloads) {
            if (workload.variants().stream()
                    .anyMatch(v -> !results.subjects(workload.id(), v).isEmpty())) {
                section(workload, plots.getOrDefault(workload.id(), Map.of()));
            }
        }
        return text.toString();
    }

    private void head() {
        line("# Performance");
        line("");
        line("<!-- Written by ./benchmarks/run %s --write-docs; do not edit. -->".formatted(facts.size()));
        line("");
        line(
                "Measured next to other job runners, and next to the **limit**: the same SQL work in bare loops, which is what");
        line(
                "PostgreSQL allows on this machine. Everything ran in one session, one measurement at a time, interleaved.");
        line("Read ratios, not rates: another disk gives other rates.");
        line("");
        if (facts.size().equals("quick")) {
            line(
                    "**Figures of a quick run: small sizes, few repetitions. They show that all works, not how fast it is.**");
            line("");
        }
        if (!facts.quiet()) {
            line(
                    "**The machine was not quiet: other programs were using it (see below). Rates and times are worth little.**");
            line("");
        }
    }

    private void targets() {
        line("## Targets");
        line("");
        line("| | target | measured | |");
        line("|---|---|---:|---|");
        for (Target target : Targets.ALL) {
            Optional<Double> measured = target.measured().apply(results);
            line("| %s | %s | %s | %s |"
                    .formatted(
                            target.workload(),
                            target.text(),
                            measured.map(value -> (Numbers.of(value) + " " + target.unit()).trim())
                                    .orElse("not measured"),
                            measured.map(value -> target.isMetBy(value) ? "met" : "**not met**")
                                    .orElse("")));
        }
        line("");
    }

    private void weaknesses(List<Workload> workloads) {
        line("## Where others are better");
        line("");
        List<String> weaknesses = new Weaknesses(results).of(workloads);
        if (weaknesses.isEmpty()) {
            line("In nothing that was measured here.");
        } else {
            line(
                    "By the median, the best other job runner of each kind. Some do less: no history, no fence, a pool of their own size.");
            line("");
            weaknesses.forEach(weakness -> line("* " + weakness));
        }
        line("");
    }

    private void method() {
        line("## Method");
        line("");
        line("```sh");
        line("./benchmarks/run %s%s".formatted(facts.size(), facts.size().equals("full") ? " --write-docs" : ""));
        line("```");
        line("");
        line(
                "* Every subject runs in processes of its own, with the JVM options of `deploy/worker` on a machine of 512 MB. The product");
        line(
                "  runs as its image does, from its extracted jars, with a scheduler. Each measurement gets a new database on one server.");
        line(
                "* Handlers write their start and end into a mapped file; watching costs the database nothing. Jobs are enqueued before they are");
        line("  due, processes have run %,d jobs each before anything counts.".formatted(size.warmUp()));
        line(
                "* CPU is user and system time from `/proc`, of the subject's processes and of all of PostgreSQL's. Statements are those of");
        line(
                "  `pg_stat_statements`, transactions those of `pg_stat_database`, WAL by its position. A subject that polls all the time has");
        line("  up to a second of polls too many among its transactions%s."
                .formatted(facts.size().equals("quick") ? "; in a quick run others may have as well" : ""));
        line("* Cells: median, then the range of %d repetition%s and the ratio to ours."
                .formatted(facts.repetitions(), facts.repetitions() == 1 ? "" : "s"));
        line(
                "* db-scheduler and Quartz delete a finished job and keep no history; ours, the limit and JobRunr keep it.");
        line("");
        line("| machine | |");
        line("|---|---|");
        facts.machine().forEach((label, value) -> line("| %s | %s |".formatted(label, value)));
        line("");
        line("| subject | |");
        line("|---|---|");
        facts.subjects().forEach((name, value) -> line("| `%s` | %s |".formatted(name, value)));
        line("");
    }

    private void section(Workload workload, Map<String, String> plots) {
        line("## %s %s".formatted(workload.id(), workload.title()));
        line("");
        line(workload.description(size));
        line("");
        plots.forEach((file, alternative) -> {
            line("![%s](images/%s)".formatted(alternative, file));
            line("");
        });
        for (String variant : workload.variants()) {
            if (!results.subjects(workload.id(), variant).isEmpty()) {
                table(workload, variant);
            }
        }
        workload.base().ifPresent(base -> shares(workload, base));
    }

    private void shares(Workload workload, String base) {
        List<String> others =
                workload.variants().stream().filter(v -> !v.equals(base)).toList();
        line("| rate as a share of: %s | %s |".formatted(base, String.join(" | ", others)));
        line("|---|" + "---:|".repeat(others.size()));
        for (String subject : results.subjects(workload.id(), base)) {
            line("| `%s` | %s |"
                    .formatted(
                            subject,
                            others.stream()
                                    .map(variant -> share(workload.id(), variant, base, subject))
                                    .collect(Collectors.joining(" | "))));
        }
        line("");
    }

    private String share(String workload, String variant, String base, String subject) {
        Optional<Range> value = results.range(workload, variant, subject, Metric.RATE);
        Optional<Range> whole = results.range(workload, base, subject, Metric.RATE);
        return value.isEmpty() || whole.isEmpty()
                ? "–"
                : Numbers.times(
                        Statistics.ratio(value.get().median(), whole.get().median()));
    }

    private void table(Workload workload, String variant) {
        line("| %s | %s |"
                .formatted(
                        variant, workload.columns().stream().map(Metric::label).collect(Collectors.joining(" | "))));
        line("|---|" + "---:|".repeat(workload.columns().size()));
        for (String subject : results.subjects(workload.id(), variant)) {
            line("| `%s` | %s |"
                    .formatted(
                            subject,
                            workload.columns().stream()
                                    .map(metric -> cell(workload.id(), variant, subject, metric))
                                    .collect(Collectors.joining(" | "))));
        }
        line("");
        note(workload, variant, Metric.RUN_TWICE, "Some jobs ran more than once");
        note(
                workload,
                variant,
                Metric.CUT_SHORT,
                "What was to go on meanwhile ended before the jobs did, so these figures flatter");
    }

    private String cell(String workload, String variant, String subject, Metric metric) {
        Optional<Range> range = results.range(workload, variant, subject, metric);
        if (range.isEmpty()) {
            return "–";
        }
        double median = range.get().median();
        String spread = range.get().count() == 1
                ? ""
                : "<br>" + Numbers.of(range.get().least()) + " – "
                        + Numbers.of(range.get().most());
        String ratio = subject.equals(OURS)
                ? ""
                : results.range(workload, variant, OURS, metric)
                        .map(ours -> "<br>" + Numbers.times(Statistics.ratio(median, ours.median())))
                        .orElse("");
        return "**" + Numbers.of(median) + "**" + spread + ratio;
    }

    /** What spoils a figure, in words. */
    private void note(Workload workload, String variant, Metric metric, String what) {
        String subjects = results.subjects(workload.id(), variant).stream()
                .filter(subject -> results.range(workload.id(), variant, subject, metric)
                        .filter(range -> range.most() > 0)
                        .isPresent())
                .map(subject -> "`" + subject + "`")
                .collect(Collectors.joining(", "));
        if (!subjects.isEmpty()) {
            line(what + ": " + subjects + ".");
            line("");
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
