package dev.jobrunner.scheduler.dashboard.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.insight.LinkedTask;
import dev.jobrunner.core.insight.TaskGraph;
import dev.jobrunner.core.insight.TaskGraph.Edge;
import dev.jobrunner.scheduler.dashboard.graph.GraphLayout.Box;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GraphLayoutTest {

    @Test
    void everyTaskIsRightOfThoseThatItIsAfterAndNoTwoOverlap() {
        Random random = new Random(20_261_124);
        for (int round = 0; round < 30; round++) {
            int size = 2 + random.nextInt(100);
            Set<Edge> edges = new HashSet<>();
            for (int i = 0; i < size * 2; i++) {
                long to = 1L + random.nextInt(size - 1);
                edges.add(new Edge(random.nextInt((int) to), to));
            }
            GraphLayout layout = GraphLayout.of(graph(size, new ArrayList<>(edges)));

            for (Edge edge : edges) {
                assertThat(box(layout, edge.downstream()).x())
                        .isGreaterThan(box(layout, edge.upstream()).x() + GraphLayout.BOX_WIDTH);
            }
            for (Box one : layout.boxes()) {
                assertThat(layout.boxes())
                        .filteredOn(other -> overlap(one, other))
                        .containsExactly(one);
                assertThat(one.x() + one.width()).isLessThanOrEqualTo(layout.width());
                assertThat(one.y() + one.height()).isLessThanOrEqualTo(layout.height());
            }
            assertThat(layout.lines()).hasSize(edges.size());
        }
    }

    @Test
    void neighboursLieNearEachOther() {
        List<Edge> crossed = List.of(
                new Edge(0, 5), new Edge(1, 4), new Edge(2, 3), new Edge(0, 10), new Edge(1, 10), new Edge(2, 10));
        GraphLayout layout = GraphLayout.of(graph(11, crossed));

        boolean downwards = box(layout, 0).y() < box(layout, 2).y();
        assertThat(box(layout, 5).y() < box(layout, 3).y()).isEqualTo(downwards);
    }

    @Test
    void partsThatHaveNothingToDoWithEachOtherLieOneBelowTheOther() {
        GraphLayout layout = GraphLayout.of(graph(4, List.of(new Edge(0, 1), new Edge(2, 3))));

        assertThat(layout.boxes()).extracting(Box::y).containsExactly(4, 4, 72, 72);
    }

    @Test
    void aLongTitleIsCut() {
        Box box = new Box(new LinkedTask(1, "a name that is longer than its box", "x", "planned"), 0, 0);

        assertThat(box.label()).isEqualTo("a name that is longe…");
    }

    @Test
    void aGraphOfNothingIsNothing() {
        assertThat(GraphLayout.of(graph(0, List.of())).boxes()).isEmpty();
    }

    private static Box box(GraphLayout layout, long task) {
        return layout.boxes().stream()
                .filter(each -> each.task().id() == task)
                .findFirst()
                .orElseThrow();
    }

    private static boolean overlap(Box one, Box other) {
        return Math.abs(one.x() - other.x()) < GraphLayout.BOX_WIDTH
                && Math.abs(one.y() - other.y()) < GraphLayout.BOX_HEIGHT;
    }

    private static TaskGraph graph(int size, List<Edge> edges) {
        return new TaskGraph(
                LongStream.range(0, size)
                        .mapToObj(id -> new LinkedTask(id, "t" + id, "x", id % 2 == 0 ? "succeeded" : "planned"))
                        .toList(),
                edges,
                true);
    }
}
