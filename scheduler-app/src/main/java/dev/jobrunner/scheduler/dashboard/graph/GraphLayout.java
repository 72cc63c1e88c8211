package dev.jobrunner.scheduler.dashboard.graph;

import dev.jobrunner.core.insight.LinkedTask;
import dev.jobrunner.core.insight.TaskGraph;
import dev.jobrunner.core.insight.TaskGraph.Edge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where the boxes and lines of a graph are, in pixels: a column for each step, every task right of all those that it is after. Parts that
 * have nothing to do with each other lie one below the other.
 */
public record GraphLayout(int width, int height, List<Box> boxes, List<Line> lines) {

    static final int BOX_WIDTH = 176;
    static final int BOX_HEIGHT = 40;

    /** What a line takes that passes a column without a box in it. */
    private static final int PASSAGE = 14;

    private static final int COLUMN = BOX_WIDTH + 64;
    private static final int GAP = 12;
    private static final int BETWEEN_PARTS = 28;
    private static final int MARGIN = 4;

    public GraphLayout {
        boxes = List.copyOf(boxes);
        lines = List.copyOf(lines);
    }

    static GraphLayout of(TaskGraph graph) {
        Map<Long, LinkedTask> tasks = new HashMap<>();
        graph.tasks().forEach(each -> tasks.put(each.id(), each));
        List<Box> boxes = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        int top = MARGIN;
        int right = 0;
        for (List<Edge> part : Parts.of(graph.edges())) {
            Columns columns = Columns.of(part);
            Map<Columns.Vertex, Integer> middles = new HashMap<>();
            int bottom = top;
            for (List<Columns.Vertex> column : columns.all()) {
                int y = top;
                for (Columns.Vertex vertex : column) {
                    int height = vertex.isPassage() ? PASSAGE : BOX_HEIGHT;
                    middles.put(vertex, y + height / 2);
                    if (!vertex.isPassage()) {
                        boxes.add(new Box(
                                Objects.requireNonNull(tasks.get(vertex.task())),
                                MARGIN + vertex.column() * COLUMN,
                                y));
                    }
                    y += height + GAP;
                }
                bottom = Math.max(bottom, y - GAP);
            }
            for (Columns.Way way : columns.ways()) {
                boolean done = Objects.requireNonNull(tasks.get(way.edge().upstream()))
                        .standing()
                        .equals("succeeded");
                lines.add(new Line(path(way, middles), done));
            }
            right = Math.max(right, columns.all().size() * COLUMN - (COLUMN - BOX_WIDTH));
            top = bottom + BETWEEN_PARTS;
        }
        return new GraphLayout(right + 2 * MARGIN, Math.max(top - BETWEEN_PARTS, 0) + MARGIN, boxes, lines);
    }

    private static String path(Columns.Way way, Map<Columns.Vertex, Integer> middles) {
        StringBuilder path = new StringBuilder();
        Columns.Vertex from = way.stations().get(0);
        path.append("M%d %d".formatted(right(from), middles.get(from)));
        for (Columns.Vertex to : way.stations().subList(1, way.stations().size())) {
            int x1 = right(from);
            int x2 = left(to);
            int middle = (x1 + x2) / 2;
            path.append("C%d %d %d %d %d %d"
                    .formatted(middle, middles.get(from), middle, middles.get(to), x2, middles.get(to)));
            if (to.isPassage()) {
                path.append("H%d".formatted(right(to)));
            }
            from = to;
        }
        return path.toString();
    }

    private static int left(Columns.Vertex vertex) {
        return MARGIN + vertex.column() * COLUMN;
    }

    private static int right(Columns.Vertex vertex) {
        return left(vertex) + BOX_WIDTH;
    }

    /** A task, by its upper left corner. */
    public record Box(LinkedTask task, int x, int y) {

        private static final int LETTERS = 21;

        /** As much of its title as there is room for. */
        public String label() {
            String title = task.title();
            return title.codePointCount(0, title.length()) <= LETTERS
                    ? title
                    : title.substring(0, title.offsetByCodePoints(0, LETTERS - 1)) + "…";
        }

        public int width() {
            return BOX_WIDTH;
        }

        public int height() {
            return BOX_HEIGHT;
        }
    }

    /**
     * From a task to one that is after it.
     *
     * @param path in the language of SVG
     * @param done whether nobody waits along it any more
     */
    public record Line(String path, boolean done) {}
}
