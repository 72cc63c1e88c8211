package dev.jobrunner.scheduler.dashboard.graph;

import dev.jobrunner.core.insight.TaskGraph.Edge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes a graph apart into those parts that have nothing to do with each other. */
final class Parts {

    private Parts() {}

    /** The edges of each part, in the order in which they came. */
    static List<List<Edge>> of(List<Edge> edges) {
        Map<Long, List<Edge>> at = new HashMap<>();
        for (Edge edge : edges) {
            at.computeIfAbsent(edge.upstream(), id -> new ArrayList<>()).add(edge);
            at.computeIfAbsent(edge.downstream(), id -> new ArrayList<>()).add(edge);
        }
        List<List<Edge>> parts = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (Edge edge : edges) {
            if (!seen.contains(edge.upstream())) {
                Set<Long> part = reach(edge.upstream(), at);
                seen.addAll(part);
                parts.add(edges.stream()
                        .filter(each -> part.contains(each.upstream()))
                        .toList());
            }
        }
        return parts;
    }

    private static Set<Long> reach(long start, Map<Long, List<Edge>> at) {
        Set<Long> reached = new HashSet<>(Set.of(start));
        Deque<Long> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (Edge edge : at.getOrDefault(open.remove(), List.of())) {
                for (long next : new long[] {edge.upstream(), edge.downstream()}) {
                    if (reached.add(next)) {
                        open.add(next);
                    }
                }
            }
        }
        return reached;
    }
}
