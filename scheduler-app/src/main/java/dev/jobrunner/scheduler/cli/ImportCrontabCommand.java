package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.crontab.CrontabImport;
import dev.jobrunner.core.crontab.CrontabOptions;
import dev.jobrunner.scheduler.input.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import-crontab FILE}. */
@Command(
        name = "import-crontab",
        description = {
            "Reads a crontab and shows the tasks it would become; --apply makes them, all or none.",
            "Commands never go into the database: --handlers FILE writes them as HANDLER_<TYPE> lines for you to review"
                    + " and give to the workers.",
            "Exit code 1 when a line could not be taken."
        })
final class ImportCrontabCommand implements Callable<Integer> {

    private final CommandSession session;

    @Parameters(paramLabel = "FILE", description = "A crontab, as 'crontab -l' prints it or as in /etc/cron.d.")
    private String file = "";

    @Option(names = "--apply", description = "Make the tasks; without it nothing is changed.")
    private boolean apply;

    @Option(names = "--handlers", paramLabel = "FILE", description = "Write the commands to this new file.")
    private @Nullable String handlers;

    @Option(
            names = "--user-column",
            paramLabel = "yes|no",
            description = "Whether a user stands before the command; default: by the file's place.")
    private @Nullable String userColumn;

    @Option(names = "--time-zone", paramLabel = "ZONE", description = "Zone of entries without CRON_TZ; default UTC.")
    private @Nullable String timeZone;

    @Mixin
    private JsonOption json = new JsonOption();

    ImportCrontabCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        if (Files.isDirectory(path(file))) {
            throw new InvalidInputException("FILE", file, "the path of a file, and this is a directory");
        }
        CrontabOptions options = options();
        CrontabImport read = apply || session.settings().hasDatabase()
                ? new KnownTasks(session.database()).read(path(file), options)
                : CrontabImport.read(path(file), options);
        return new CrontabTasks(session, read).take(apply, handlers == null ? null : path(handlers), json.wanted());
    }

    private CrontabOptions options() {
        CrontabOptions options = CrontabOptions.forFile(path(file)).withTimeZone(timeZone);
        if (userColumn == null) {
            return options;
        }
        return switch (userColumn) {
            case "yes" -> options.withUserColumn(true);
            case "no" -> options.withUserColumn(false);
            default -> throw new InvalidInputException("--user-column", userColumn, "yes or no");
        };
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new InvalidInputException("FILE", text, "the path of a file");
        }
    }
}
