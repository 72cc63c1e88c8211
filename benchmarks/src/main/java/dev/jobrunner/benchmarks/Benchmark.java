package dev.jobrunner.benchmarks;

import dev.jobrunner.benchmarks.database.Server;
import dev.jobrunner.benchmarks.measure.Results;
import dev.jobrunner.benchmarks.process.JvmOptions;
import dev.jobrunner.benchmarks.report.ConsoleTables;
import dev.jobrunner.benchmarks.report.Facts;
import dev.jobrunner.benchmarks.report.Report;
import dev.jobrunner.benchmarks.subject.Product;
import dev.jobrunner.benchmarks.subject.Subject;
import dev.jobrunner.benchmarks.subject.Subjects;
import dev.jobrunner.benchmarks.workload.Bench;
import dev.jobrunner.benchmarks.workload.Workload;
import dev.jobrunner.benchmarks.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Measures, prints and writes the report. */
public final class Benchmark {

    private final Path root;
    private final Arguments arguments;
    private final List<Workload> workloads;

    private Benchmark(Path root, Arguments arguments) {
        this.root = root;
        this.arguments = arguments;
        this.workloads = Workloads.all().stream()
                .filter(workload -> arguments.wantsWorkload(workload.id()))
                .toList();
    }

    public static void main(String[] words) throws Exception {
        Path root =
                Path.of(System.getProperty("benchmark.root")).toAbsolutePath().normalize();
        Arguments arguments;
        try {
            arguments = Arguments.parse(words);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + Arguments.USAGE);
            System.exit(2);
            return;
        }
        Benchmark benchmark = new Benchmark(root, arguments);
        System.exit(
                arguments.again().isPresent()
                        ? benchmark.reportAgain(arguments.again().get())
                        : benchmark.measure());
    }

    private int reportAgain(Path samples) throws IOException {
        report(Results.read(samples), Facts.read(samples.resolveSibling("facts.tsv")));
        return 0;
    }

    private int measure() throws Exception {
        Path folder = SessionFolder.create(root.resolve("benchmarks/target"));
        JvmOptions options = JvmOptions.of(root);
        Product product = Product.extract(root, folder.resolve("product"), options);
        List<Subject> subjects = Subjects.all(product, options).stream()
                .filter(subject -> arguments.wantsSubject(subject))
                .toList();
        Results results;
        Facts facts;
        int failures;
        try (Server server = Server.start(folder.resolve("postgres"))) {
            FactFinder finder = new FactFinder(server, options, folder);
            Session session = new Session(new Bench(server, arguments.size(), folder), folder.resolve("samples.tsv"));
            results = session.run(workloads, subjects);
            failures = session.failures();
            facts = finder.find(arguments.size(), subjects);
        }
        facts.write(folder.resolve("facts.tsv"));
        report(results, facts);
        SessionFolder.tidy(folder);
        System.out.println("Samples: " + folder.resolve("samples.tsv"));
        if (failures > 0) {
            System.out.println(failures + " measurements FAILED, see above");
        }
        return failures == 0 ? 0 : 1;
    }

    private void report(Results results, Facts facts) throws IOException {
        new ConsoleTables(results, System.out).print(workloads);
        Path folder = root.resolve(arguments.writeDocs() ? "docs" : "benchmarks/target/report");
        System.out.println("\nReport: " + new Report(results, facts).write(Files.createDirectories(folder), workloads));
    }
}
