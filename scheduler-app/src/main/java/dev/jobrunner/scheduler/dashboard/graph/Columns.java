package dev.jobrunner.scheduler.dashboard.graph;

import dev.jobrunner.core.insight.TaskGraph.Edge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a graph in columns, each as far left as those that it is after allow, and in an order within each column that lets
 * neighbours lie near each other. An edge over several columns has a passage in each of those between.
 */
final class Columns {

    private static final int SWEEPS = 8;

    private final List<List<Vertex>> columns;
    private final List<Way> ways;

    private Columns(List<List<Vertex>> columns, List<Way> ways) {
        this.columns = columns;
        this.ways = ways;
    }

    /** @param edges without a circle */
    static Columns of(List<Edge> edges) {
        Map<Long, Integer> depths = depths(edges);
        List<List<Vertex>> columns = new ArrayList<>();
        depths.forEach((task, depth) -> column(columns, depth).add(new Vertex(depth, task, null)));
        List<Way> ways = new ArrayList<>();
        for (Edge edge : edges) {
            List<Vertex> stations = new ArrayList<>();
            int last = depths.getOrDefault(edge.downstream(), 0);
            for (int at = depths.getOrDefault(edge.upstream(), 0); at <= last; at++) {
                boolean first = stations.isEmpty();
                boolean passage = !first && at < last;
                Vertex station = new Vertex(at, first ? edge.upstream() : edge.downstream(), passage ? edge : null);
                stations.add(station);
                if (passage) {
                    column(columns, at).add(station);
                }
            }
            ways.add(new Way(edge, stations));
        }
        Columns result = new Columns(columns, ways);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            result.order(sweep % 2 == 0);
        }
        return result;
    }

    List<List<Vertex>> all() {
        return columns;
    }

    List<Way> ways() {
        return ways;
    }

    private static List<Vertex> column(List<List<Vertex>> columns, int at) {
        while (columns.size() <= at) {
            columns.add(new ArrayList<>());
        }
        return columns.get(at);
    }

    /** The length of the longest way to each task. */
    private static Map<Long, Integer> depths(List<Edge> edges) {
        Map<Long, Integer> depths = new LinkedHashMap<>();
        edges.forEach(each -> Stream.of(each.upstream(), each.downstream()).forEach(id -> depths.put(id, 0)));
        boolean moved = true;
        for (int round = 0; moved && round < depths.size(); round++) {
            moved = false;
            for (Edge edge : edges) {
                int least = depths.getOrDefault(edge.upstream(), 0) + 1;
                if (depths.getOrDefault(edge.downstream(), 0) < least) {
                    depths.put(edge.downstream(), least);
                    moved = true;
                }
            }
        }
        return depths;
    }

    /** Puts each vertex to the middle of its neighbours in the column before, or the one after. */
    private void order(boolean rightwards) {
        Map<Vertex, List<Vertex>> neighbours = new HashMap<>();
        for (Way way : ways) {
            for (int i = 1; i < way.stations().size(); i++) {
                Vertex left = way.stations().get(i - 1);
                Vertex right = way.stations().get(i);
                neighbours
                        .computeIfAbsent(rightwards ? right : left, each -> new ArrayList<>())
                        .add(rightwards ? left : right);
            }
        }
        for (int i = 1; i < columns.size(); i++) {
            int at = rightwards ? i : columns.size() - 1 - i;
            Map<Vertex, Double> place = places(columns.get(rightwards ? at - 1 : at + 1));
            Map<Vertex, Double> own = places(columns.get(at));
            Map<Vertex, Double> wanted = new HashMap<>();
            columns.get(at)
                    .forEach(vertex -> wanted.put(
                            vertex,
                            neighbours.getOrDefault(vertex, List.of()).stream()
                                    .mapToDouble(each -> place.getOrDefault(each, 0.0))
                                    .average()
                                    .orElse(own.getOrDefault(vertex, 0.0))));
            columns.get(at).sort(Comparator.comparingDouble(vertex -> wanted.getOrDefault(vertex, 0.0)));
        }
    }

    /** From 0 to 1, so that columns of different lengths can be compared. */
    private static Map<Vertex, Double> places(List<Vertex> column) {
        Map<Vertex, Double> places = new HashMap<>();
        for (int i = 0; i < column.size(); i++) {
            places.put(column.get(i), (i + 0.5) / column.size());
        }
        return places;
    }

    /**
     * A place in a column.
     *
     * @param passage the edge that passes here; null for a task
     */
    record Vertex(int column, long task, @Nullable Edge passage) {

        boolean isPassage() {
            return passage != null;
        }
    }

    /** An edge with the places that it leads over, both tasks included. */
    record Way(Edge edge, List<Vertex> stations) {}
}
