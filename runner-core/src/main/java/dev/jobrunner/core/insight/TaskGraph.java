package dev.jobrunner.core.insight;

import java.util.List;

/**
 * Tasks, and which of them run after which.
 *
 * @param tasks by id
 * @param edges between them, by id
 * @param whole false if there are more tasks than were asked for
 */
public record TaskGraph(List<LinkedTask> tasks, List<Edge> edges, boolean whole) {

    public TaskGraph {
        tasks = List.copyOf(tasks);
        edges = List.copyOf(edges);
    }

    /** @param downstream starts only when {@code upstream} has succeeded */
    public record Edge(long upstream, long downstream) {}
}
