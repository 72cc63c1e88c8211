package dev.jobrunner.worker.harness;

import dev.jobrunner.worker.harness.Evidence.Execution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Judges executions by sweeping over their starts and ends in the order of time. */
public final class EvidenceChecker {

    private EvidenceChecker() {}

    /** The most executions of each type that overlapped at any instant. */
    public static Map<String, Integer> mostAtOnce(List<Execution> executions) {
        return peak(executions, Execution::taskType);
    }

    /** Tasks of which two executions overlapped at some instant. */
    public static List<Long> overlapping(List<Execution> executions) {
        return peak(executions, execution -> String.valueOf(execution.taskId())).entrySet().stream()
                .filter(each -> each.getValue() > 1)
                .map(each -> Long.valueOf(each.getKey()))
                .toList();
    }

    /** How many executions of each task came to their end. */
    public static Map<Long, Long> finishedByTask(List<Execution> executions) {
        return executions.stream()
                .filter(Execution::finished)
                .collect(Collectors.groupingBy(Execution::taskId, Collectors.counting()));
    }

    private static Map<String, Integer> peak(List<Execution> executions, Function<Execution, String> key) {
        record Edge(long time, int change, String key) {}
        List<Edge> edges = new ArrayList<>();
        for (Execution each : executions) {
            edges.add(new Edge(each.start(), 1, key.apply(each)));
            edges.add(new Edge(each.end(), -1, key.apply(each)));
        }
        // An end and a start at the same instant do not overlap: the end comes first.
        edges.sort(Comparator.comparingLong(Edge::time).thenComparingInt(Edge::change));
        Map<String, Integer> now = new HashMap<>();
        Map<String, Integer> most = new HashMap<>();
        for (Edge edge : edges) {
            int running = now.merge(edge.key(), edge.change(), Integer::sum);
            most.merge(edge.key(), running, Math::max);
        }
        return most;
    }
}
