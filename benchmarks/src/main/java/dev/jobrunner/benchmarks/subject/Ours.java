package dev.jobrunner.benchmarks.subject;

import dev.jobrunner.benchmarks.database.Database;
import dev.jobrunner.benchmarks.process.Await;
import dev.jobrunner.benchmarks.process.Child;
import dev.jobrunner.benchmarks.process.Fleet;
import dev.jobrunner.benchmarks.process.Recording;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The product: real jars, one scheduler, workers. */
public final class Ours implements Subject {

    private final String name;
    private final String description;
    private final Map<String, String> settings;
    private final Product product;

    /** @param settings variables of the workers beyond their defaults */
    public Ours(String name, String description, Map<String, String> settings, Product product) {
        this.name = name;
        this.description = description;
        this.settings = Map.copyOf(settings);
        this.product = product;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.allOf(Ability.class);
    }

    @Override
    public String schema() {
        return "product";
    }

    @Override
    public void createSchema(Database database) throws Exception {
        command(database, product.log("migrate"), "migrate").awaitSuccess();
    }

    /** Starts one command of the product's command line. */
    public Child command(Database database, Path log, String... command) throws Exception {
        return Child.start(command[0], product.scheduler(command), address(database, "command"), log);
    }

    @Override
    public Fleet start(Database database, Setup setup) throws Exception {
        Child scheduler = scheduler(database, setup);
        Fleet workers = startWorkers(database, setup);
        Fleet fleet = new Fleet(workers.workers(), List.of(scheduler), workers.recordings());
        Await.until(
                "scheduler and workers have joined",
                Duration.ofMinutes(2),
                fleet,
                () -> hasJoined(database, setup.processes()));
        return fleet;
    }

    /** A worker needs no scheduler to run what is due. */
    @Override
    public Fleet startWorkers(Database database, Setup setup) throws Exception {
        List<Child> workers = new ArrayList<>();
        List<Recording> recordings = new ArrayList<>();
        for (int number = 1; number <= setup.processes(); number++) {
            Recording recording = Recording.create(setup.folder().resolve(number + ".runs"), setup.runs());
            recordings.add(recording);
            if (setup.classSharing()) {
                product.shareClasses(database.address("classes"), recording.path());
            }
            workers.add(Child.start(
                    "worker " + number,
                    product.worker(setup.types(), recording.path(), setup.classSharing()),
                    environment(database, setup, number),
                    setup.folder().resolve(number + ".log")));
        }
        return new Fleet(workers, List.of(), recordings);
    }

    private Child scheduler(Database database, Setup setup) throws Exception {
        Map<String, String> environment = new HashMap<>(address(database, "scheduler"));
        environment.putAll(Map.of("PORT", "0", "SERVER_ADDRESS", "127.0.0.1", "ADMIN_PASSWORD", "of the benchmark"));
        return Child.start(
                "scheduler", product.scheduler(), environment, setup.folder().resolve("scheduler.log"));
    }

    private Map<String, String> environment(Database database, Setup setup, int number) {
        Map<String, String> environment = new HashMap<>(address(database, "worker-" + number));
        if (setup.slots() > 0) {
            environment.put("WORKER_CONCURRENCY", Integer.toString(setup.slots()));
        }
        environment.putAll(settings);
        return environment;
    }

    private static Map<String, String> address(Database database, String application) {
        return Map.of("DATABASE_URL", database.address(application));
    }

    private static boolean hasJoined(Database database, int workers) throws Exception {
        Await.pause(Duration.ofMillis(100));
        return database.number("""
                SELECT (SELECT count(*) FROM scheduled_task_workers WHERE state = 'running') * 1000
                       + (SELECT count(*) FROM scheduled_task_schedulers)
                """) == workers * 1000L + 1;
    }

    @Override
    public Client connect(Database database) throws Exception {
        return new SqlClient(database.connect(), SqlClient.PRODUCT);
    }
}
