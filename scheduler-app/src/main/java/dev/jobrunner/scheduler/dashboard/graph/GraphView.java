package dev.jobrunner.scheduler.dashboard.graph;

import dev.jobrunner.core.insight.LinkedTask;
import dev.jobrunner.core.insight.TaskGraph;
import dev.jobrunner.core.insight.TaskGraph.Edge;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A graph in words and rows. */
public record GraphView(TaskGraph graph) {

    public boolean empty() {
        return graph.edges().isEmpty();
    }

    /** How many of its tasks stand how, the most frequent first. */
    public String summary() {
        Map<String, Long> standing = graph.tasks().stream()
                .collect(Collectors.groupingBy(LinkedTask::standing, LinkedHashMap::new, Collectors.counting()));
        String figures = standing.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
        return graph.tasks().size() + " tasks: " + figures + "." + (graph.whole() ? "" : " There are more than these.");
    }

    /** Each task with those that it is after. */
    public List<Row> rows() {
        Map<Long, LinkedTask> byId =
                graph.tasks().stream().collect(Collectors.toMap(LinkedTask::id, Function.identity()));
        Map<Long, List<LinkedTask>> after = graph.edges().stream()
                .collect(Collectors.groupingBy(
                        Edge::downstream, Collectors.mapping(each -> byId.get(each.upstream()), Collectors.toList())));
        return graph.tasks().stream()
                .map(each -> new Row(each, after.getOrDefault(each.id(), List.of())))
                .toList();
    }

    /** @param after those that it waits for, or has waited for */
    public record Row(LinkedTask task, List<LinkedTask> after) {

        public Row {
            after = List.copyOf(after);
        }
    }
}
