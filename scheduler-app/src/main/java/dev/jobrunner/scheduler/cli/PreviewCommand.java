package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.schedule.SchedulePreview;
import dev.jobrunner.scheduler.input.PointInTime;
import dev.jobrunner.scheduler.input.WholeNumber;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code preview PATTERN}: the same answer as {@code GET /api/v1/schedule/preview}. Needs no database. */
@Command(name = "preview", description = "Tells what a cron pattern means and when it fires next.")
final class PreviewCommand implements Callable<Integer> {

    static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private final CommandSession session;

    @Parameters(paramLabel = "PATTERN", description = "Five or six fields, or a macro such as @daily; quote it.")
    private String pattern = "";

    @Option(names = "--time-zone", paramLabel = "ZONE", description = "IANA name such as Europe/Berlin; default UTC.")
    private @Nullable String timeZone;

    @Option(names = "--from", paramLabel = "TIME", description = "Only after this time, as in 2026-12-31T23:59:00Z.")
    private @Nullable String from;

    @Option(names = "--count", paramLabel = "N", description = "How many times: 1 to 100, default 5.")
    private String count = "5";

    @Mixin
    private JsonOption json = new JsonOption();

    PreviewCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Instant start = from == null ? session.clock().instant() : PointInTime.parse("--from", from);
        SchedulePreview preview = SchedulePreview.of(
                pattern, timeZone, start, WholeNumber.parse("--count", count, 1, SchedulePreview.MAX_COUNT));
        if (json.wanted()) {
            session.answer().json(preview);
            return ExitCode.GOOD;
        }
        session.answer().line(preview.description());
        DateTimeFormatter local = LOCAL.withZone(ZoneId.of(preview.timeZone()));
        TextTable table = new TextTable("UTC", "LOCAL (" + preview.timeZone() + ")");
        preview.next().forEach(slot -> table.row(slot, local.format(slot)));
        session.answer().line(table.toString());
        return ExitCode.GOOD;
    }
}
