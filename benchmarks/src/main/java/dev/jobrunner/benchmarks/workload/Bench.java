package dev.jobrunner.benchmarks.workload;

import dev.jobrunner.benchmarks.database.Database;
import dev.jobrunner.benchmarks.database.Server;
import dev.jobrunner.benchmarks.subject.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What workloads measure with: the server, databases made from templates, folders, and the console. */
public final class Bench {

    private final Server server;
    private final Size size;
    private final Path folder;
    private final Map<String, Database> templates = new HashMap<>();
    private final List<Database> used = new ArrayList<>();
    private int folders;

    public Bench(Server server, Size size, Path folder) {
        this.server = server;
        this.size = size;
        this.folder = folder;
    }

    public Server server() {
        return server;
    }

    public Size size() {
        return size;
    }

    /** A new database with the subject's tables, empty. */
    Database database(Subject subject) throws Exception {
        return forNow(server.copy(subject.schema(), template(subject)));
    }

    /** Drops what the last measurement left. */
    public void clean() throws SQLException {
        for (Database database : used) {
            server.drop(database);
        }
        used.clear();
    }

    /** What copying and dropping databases leaves to be written is written before anything is measured. */
    private Database forNow(Database database) throws Exception {
        used.add(database);
        server.execute("CHECKPOINT");
        new ProcessBuilder("sync").start().waitFor();
        return database;
    }

    /** A new database with the subject's tables, filled. The filling is made once for each name. */
    Database database(Subject subject, String filling, Filler filler) throws Exception {
        String key = subject.schema() + " " + filling;
        Database template = templates.get(key);
        if (template == null) {
            progress("filling a database: " + key);
            template = server.copy(key, template(subject));
            filler.fill(template);
            template.execute("VACUUM ANALYZE");
            template.becomesLarge();
            templates.put(key, template);
        }
        return forNow(server.copy(subject.schema(), template));
    }

    private Database template(Subject subject) throws Exception {
        Database template = templates.get(subject.schema());
        if (template == null) {
            template = server.create(subject.schema() + " template");
            subject.createSchema(template);
            templates.put(subject.schema(), template);
        }
        return template;
    }

    /** A new folder for the logs of one measurement. */
    Path folder(Subject subject) throws IOException {
        return Files.createDirectories(folder.resolve("%03d-%s".formatted(++folders, subject.name())));
    }

    /** Tells a person who watches what goes on. */
    void progress(String what) {
        System.out.println("        " + what);
    }

    /** Puts into a database what is to be there before a measurement. */
    @FunctionalInterface
    interface Filler {
        void fill(Database database) throws Exception;
    }
}
