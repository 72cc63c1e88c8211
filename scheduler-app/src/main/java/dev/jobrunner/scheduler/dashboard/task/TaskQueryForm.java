package dev.jobrunner.scheduler.dashboard.task;

import dev.jobrunner.core.task.TaskFilter;
import dev.jobrunner.scheduler.input.TaskQuery;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.web.util.UriComponentsBuilder;

/** What is searched for, as the address and the forms of the pages carry it. Empty texts are no filter. */
public record TaskQueryForm(
        String text, String taskType, String status, String state, String worker, String from, String to) {

    static TaskQueryForm of(HttpServletRequest request) {
        return new TaskQueryForm(
                given(request, "text"),
                given(request, "task_type"),
                given(request, "status"),
                given(request, "state"),
                given(request, "worker"),
                given(request, "from"),
                given(request, "to"));
    }

    TaskFilter filter() {
        return TaskQuery.of(text, words(taskType), words(status), state, worker, from, to);
    }

    /** Whether anything is searched for. */
    public boolean narrows() {
        return Stream.of(text, taskType, status, state, worker, from, to).anyMatch(each -> !each.isBlank());
    }

    /** The list with this search, as a path within the application. */
    public String path() {
        return address("/tasks").encode().build().toUriString();
    }

    /**
     * All that match as a file, as a path within the application.
     *
     * @param format csv or json
     */
    public String export(String format) {
        return address("/tasks/export")
                .queryParam("format", format)
                .encode()
                .build()
                .toUriString();
    }

    private UriComponentsBuilder address(String page) {
        UriComponentsBuilder path = UriComponentsBuilder.fromPath(page);
        add(path, "text", text);
        add(path, "task_type", taskType);
        add(path, "status", status);
        add(path, "state", state);
        add(path, "worker", worker);
        add(path, "from", from);
        add(path, "to", to);
        return path;
    }

    private static void add(UriComponentsBuilder path, String name, String value) {
        if (!value.isBlank()) {
            path.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
        }
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split(","));
    }

    private static String given(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "").strip();
    }
}
