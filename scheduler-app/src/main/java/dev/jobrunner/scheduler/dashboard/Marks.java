package dev.jobrunner.scheduler.dashboard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The word, and the class of shape and colour, for each outcome and state. Templates know it as {@code marks}. */
public final class Marks {

    /** How runs end, and that they run; the same six everywhere, in the order of legends. */
    public static final List<String> WORDS = List.of("completed", "failed", "lost", "cancelled", "skipped", "running");

    public List<String> words() {
        return WORDS;
    }

    /** One of {@link #WORDS}, also for the word of an old system; any other stays as it is, and null is {@code unknown}. */
    public String word(@Nullable String status) {
        if (status == null) {
            return "unknown";
        }
        return status.equals("success") ? "completed" : status;
    }

    /** The class that gives it its colour. */
    public String css(@Nullable String status) {
        String word = word(status);
        return WORDS.contains(word) ? "is-" + word : "is-unknown";
    }

    /** The tone of a task's state. */
    public String taskTone(@Nullable String status) {
        return switch (status == null ? "" : status) {
            case "active" -> "good";
            case "disabled" -> "bad";
            case "paused" -> "warn";
            default -> "";
        };
    }

    /** The tone of how a task stands that others wait for, or that waits for others. */
    public String linkTone(String standing) {
        return switch (standing) {
            case "succeeded" -> "good";
            case "running" -> "live";
            case "disabled", "deleted", "ended" -> "bad";
            case "failed", "paused" -> "warn";
            default -> "";
        };
    }

    /** The one of {@link #WORDS} whose mark a task in a graph gets; the plain ring for one whose time has not come. */
    public String linkMark(String standing) {
        return switch (standing) {
            case "succeeded" -> "completed";
            case "disabled" -> "failed";
            case "ended" -> "cancelled";
            case "deleted" -> "lost";
            default -> standing;
        };
    }

    /** The tone of a worker's state. */
    public String workerTone(@Nullable String state) {
        return switch (state == null ? "" : state) {
            case "running" -> "good";
            case "stale", "dead" -> "bad";
            case "draining" -> "warn";
            default -> "";
        };
    }
}
