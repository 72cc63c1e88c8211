package dev.jobrunner.local;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.stream.Stream;

/** How one ended run reads on the console. */
final class RunLine {

    private static final int LONGEST_REMARK = 100;

    private final String folder;

    /** @param folder the project's folder, which is left out where a job names a file in it */
    RunLine(Path folder) {
        this.folder = folder + "/";
    }

    String of(ResultSet row) throws SQLException {
        LocalTime time = row.getTimestamp("finished_at")
                .toInstant()
                .atZone(ZoneId.systemDefault())
                .toLocalTime()
                .truncatedTo(ChronoUnit.SECONDS);
        String remark = remark(text(row, "error_message"), text(row, "output"));
        return "%tT  %-9s  %-23s #%-5d %-28s %s%s"
                .formatted(
                        time,
                        row.getString("status"),
                        text(row, "task_type"),
                        row.getLong("id"),
                        text(row, "locked_by"),
                        duration(row.getDouble("millis")),
                        remark.isEmpty() ? "" : "  " + remark);
    }

    // What a job says last is its result; what an error says first is its reason.
    private String remark(String error, String output) {
        Stream<String> lines = (error.isBlank() ? output : error).lines().filter(line -> !line.isBlank());
        String line = (error.isBlank()
                        ? lines.reduce("", (first, second) -> second)
                        : lines.findFirst().orElse(""))
                .strip()
                .replace(folder, "");
        return line.length() <= LONGEST_REMARK ? line : line.substring(0, LONGEST_REMARK) + "…";
    }

    private static String duration(double millis) {
        return millis < 1000 ? "%3.0f ms".formatted(millis) : "%4.1f s".formatted(millis / 1000);
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }
}
