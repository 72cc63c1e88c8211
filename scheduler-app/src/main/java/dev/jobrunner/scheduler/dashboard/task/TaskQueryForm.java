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
public record TaskQueryForm(String text, String taskType, String status, String state, String lockedBy) {

    static TaskQueryForm of(HttpServletRequest request) {
        return new TaskQueryForm(
                given(request, "text"),
                given(request, "task_type"),
                given(request, "status"),
                given(request, "state"),
                given(request, "locked_by"));
    }

    TaskFilter filter() {
        return TaskQuery.of(text, words(taskType), words(status), state, lockedBy);
    }

    /** Whether anything is searched for. */
    public boolean narrows() {
        return Stream.of(text, taskType, status, state, lockedBy).anyMatch(each -> !each.isBlank());
    }

    /** The list with this search, as a path within the application. */
    public String path() {
        UriComponentsBuilder path = UriComponentsBuilder.fromPath("/tasks");
        add(path, "text", text);
        add(path, "task_type", taskType);
        add(path, "status", status);
        add(path, "state", state);
        add(path, "locked_by", lockedBy);
        return path.encode().build().toUriString();
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
