package dev.jobrunner.faults.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a living process holds at one moment, by the kernel's account.
 *
 * @param kilobytes memory that it really occupies
 * @param connections to the database, those that have fallen silent included
 */
public record Gauges(long kilobytes, long threads, long files, long connections) {

    public static Gauges of(App app) {
        Path process = Path.of("/proc", String.valueOf(app.pid()));
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            List<String> status = Files.readAllLines(process.resolve("status"));
            return new Gauges(
                    number(status, "VmRSS:"),
                    number(status, "Threads:"),
                    files.count(),
                    app.line().connections());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(List<String> status, String key) {
        return status.stream()
                .filter(each -> each.startsWith(key))
                .mapToLong(each -> Long.parseLong(each.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
