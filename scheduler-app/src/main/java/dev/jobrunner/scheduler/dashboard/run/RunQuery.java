package dev.jobrunner.scheduler.dashboard.run;

import dev.jobrunner.core.insight.RunFilter;
import dev.jobrunner.core.insight.RunPosition;
import dev.jobrunner.scheduler.input.InvalidInputException;
import dev.jobrunner.scheduler.input.RunFilterText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** What the address of the list of runs asks for, and the addresses that ask for nearly the same. */
public final class RunQuery {

    private final RunFilter filter;
    private final @Nullable RunPosition after;

    private RunQuery(RunFilter filter, @Nullable RunPosition after) {
        this.filter = filter;
        this.after = after;
    }

    /** Unknown parameters are left alone: an address that somebody kept must go on working. */
    static RunQuery of(MultiValueMap<String, String> parameters) {
        RunFilterText text = new RunFilterText(
                parameters.getFirst("text"),
                parameters.getFirst("task_id"),
                parameters.getFirst("task_type"),
                parameters.get("status"),
                parameters.getFirst("worker"),
                time(parameters.getFirst("from")),
                time(parameters.getFirst("to")));
        return new RunQuery(text.parse(), position(parameters.getFirst("after")));
    }

    public RunFilter filter() {
        return filter;
    }

    @Nullable
    RunPosition after() {
        return after;
    }

    public boolean isFirstPage() {
        return after == null;
    }

    public boolean isFiltered() {
        return !filter.equals(RunFilter.ALL);
    }

    /** For a {@code datetime-local} field, in UTC; empty for null. */
    public String local(@Nullable Instant time) {
        return time == null ? "" : time.toString().substring(0, 16);
    }

    /** The newest page. */
    public String first() {
        return address("/runs").toString();
    }

    public String export(String format) {
        return add(address("/runs/export"), "format", format).toString();
    }

    String behind(RunPosition last) {
        return add(address("/runs"), "after", last).toString();
    }

    private StringBuilder address(String path) {
        StringBuilder address = new StringBuilder(path);
        add(address, "text", filter.text());
        add(address, "task_id", filter.taskId());
        add(address, "task_type", filter.taskType());
        add(address, "status", filter.statuses().isEmpty() ? null : statusWords());
        add(address, "worker", filter.worker());
        add(address, "from", filter.from());
        add(address, "to", filter.to());
        return address;
    }

    private static StringBuilder add(StringBuilder address, String name, @Nullable Object value) {
        if (value != null) {
            address.append(address.indexOf("?") < 0 ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
        }
        return address;
    }

    private static @Nullable String time(@Nullable String text) {
        // what a datetime-local field sends has no zone; the form says that it is UTC
        return text != null && text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?") ? text + "Z" : text;
    }

    private static @Nullable RunPosition position(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : RunPosition.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("after", text, "what the link to older runs says");
        }
    }

    /** The outcomes asked for, with commas. */
    public String statusWords() {
        return filter.statuses().stream().sorted().collect(Collectors.joining(","));
    }
}
