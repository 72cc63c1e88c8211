package dev.jobrunner.benchmarks;

import dev.jobrunner.benchmarks.database.Server;
import dev.jobrunner.benchmarks.measure.Results;
import dev.jobrunner.benchmarks.process.JvmOptions;
import dev.jobrunner.benchmarks.report.ConsoleTables;
import dev.jobrunner.benchmarks.subject.Product;
import dev.jobrunner.benchmarks.subject.Subject;
import dev.jobrunner.benchmarks.subject.Subjects;
import dev.jobrunner.benchmarks.workload.Bench;
import dev.jobrunner.benchmarks.workload.Workload;
import dev.jobrunner.benchmarks.workload.Workloads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Measures, prints and writes the report. */
public final class Benchmark {

    private Benchmark() {}

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
        System.exit(measure(root, arguments));
    }

    private static int measure(Path root, Arguments arguments) throws Exception {
        Path folder = Files.createDirectories(root.resolve(
                "benchmarks/target/session-" + ProcessHandle.current().pid()));
        JvmOptions options = JvmOptions.of(root);
        Product product = Product.extract(root, folder.resolve("product"), options);
        List<Workload> workloads = Workloads.all().stream()
                .filter(workload -> arguments.wantsWorkload(workload.id()))
                .toList();
        List<Subject> subjects = Subjects.all(product, options).stream()
                .filter(subject -> arguments.wantsSubject(subject.name()))
                .toList();
        try (Server server = Server.start(folder.resolve("postgres"))) {
            Session session = new Session(new Bench(server, arguments.size(), folder), folder.resolve("samples.tsv"));
            Results results = session.run(workloads, subjects);
            new ConsoleTables(results, System.out).print(workloads);
            return session.failures() == 0 ? 0 : 1;
        }
    }
}
