package dev.jobrunner.benchmarks.subject;

import dev.jobrunner.benchmarks.process.Child;
import dev.jobrunner.benchmarks.process.JvmOptions;
import dev.jobrunner.benchmarks.process.Types;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * The product as its image runs it: both jars extracted, the worker with the benchmark's handlers, compiled against its jar,
 * behind it on the class path.
 */
public final class Product {

    private final Path folder;
    private final JvmOptions options;

    private Product(Path folder, JvmOptions options) {
        this.folder = folder;
        this.options = options;
    }

    /**
     * @param root the product's sources with its built jars
     * @param folder takes the extracted jars, so that a new build does not disturb what runs
     */
    public static Product extract(Path root, Path folder, JvmOptions options) throws Exception {
        Product product = new Product(Files.createDirectories(folder), options);
        product.extract(root.resolve("scheduler-app/target/scheduler-app.jar"), "scheduler");
        product.extract(root.resolve("worker-app/target/worker-app.jar"), "worker");
        product.compileHandlers(root.resolve("benchmarks"));
        return product;
    }

    /** @param arguments a command, or nothing to start the service */
    List<String> scheduler(String... arguments) {
        List<String> command = new ArrayList<>(List.of(JvmOptions.java()));
        command.addAll(options.scheduler());
        command.addAll(
                List.of("-jar", folder.resolve("scheduler/scheduler-app.jar").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    List<String> worker(List<String> types, Path recording, boolean classSharing) {
        List<String> command = new ArrayList<>(List.of(JvmOptions.java()));
        command.addAll(options.worker());
        if (classSharing) {
            command.add("-XX:SharedArchiveFile=" + archive());
        }
        command.add("-Dbenchmark.types=" + String.join(",", types));
        command.add("-Dbenchmark.recording=" + recording);
        command.addAll(List.of("-cp", workerClassPath(), "dev.jobrunner.worker.WorkerApplication"));
        return command;
    }

    /**
     * Makes the archive of loaded classes, once: a start of the worker that ends before it works. The recording need not
     * hold anything.
     */
    void shareClasses(String databaseUrl, Path recording) throws IOException, InterruptedException {
        if (Files.exists(archive())) {
            return;
        }
        List<String> command = new ArrayList<>(worker(List.of(Types.NOOP), recording, false));
        command.addAll(1, List.of("-XX:ArchiveClassesAtExit=" + archive(), "-Dspring.context.exit=onRefresh"));
        Child.start("The start that notes classes", command, Map.of("DATABASE_URL", databaseUrl), log("classes"))
                .awaitSuccess();
    }

    Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private Path archive() {
        return folder.resolve("worker.jsa");
    }

    /** The product's jar names its libraries itself. The archive of classes needs jars, not folders. */
    private String workerClassPath() {
        return folder.resolve("worker/worker-app.jar") + ":" + folder.resolve("handlers.jar");
    }

    private void extract(Path jar, String name) throws Exception {
        Child.start(
                        "Extracting " + jar,
                        List.of(
                                JvmOptions.java(),
                                "-Djarmode=tools",
                                "-jar",
                                jar.toString(),
                                "extract",
                                "--force",
                                "--destination",
                                folder.resolve(name).toString()),
                        Map.of(),
                        log("extract"))
                .awaitSuccess();
    }

    private void compileHandlers(Path benchmarks) throws Exception {
        Path classes = Files.createDirectories(folder.resolve("handlers"));
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-nowarn", "--release", "17", "-d", classes.toString(), "-cp", libraries()));
        try (Stream<Path> sources = Files.walk(benchmarks.resolve("handler"))) {
            sources.filter(path -> path.toString().endsWith(".java")).forEach(path -> arguments.add(path.toString()));
        }
        arguments.add(benchmarks
                .resolve("src/main/java/dev/jobrunner/benchmarks/process/Recorder.java")
                .toString());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("The benchmark needs a JDK, but runs on a Java without a compiler");
        }
        if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("The handlers do not compile against the worker's jar, see above");
        }
        Child.start(
                        "jar",
                        List.of(
                                Path.of(JvmOptions.java()).resolveSibling("jar").toString(),
                                "--create",
                                "--file",
                                folder.resolve("handlers.jar").toString(),
                                "-C",
                                classes.toString(),
                                "."),
                        Map.of(),
                        log("jar"))
                .awaitSuccess();
    }

    private String libraries() throws IOException {
        try (Stream<Path> jars = Files.list(folder.resolve("worker/lib"))) {
            return folder.resolve("worker/worker-app.jar")
                    + jars.map(jar -> ":" + jar).reduce("", String::concat);
        }
    }
}
