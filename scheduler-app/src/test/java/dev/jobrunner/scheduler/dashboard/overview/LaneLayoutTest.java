package dev.jobrunner.scheduler.dashboard.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.scheduler.dashboard.overview.LaneLayout.Placed;
import dev.jobrunner.scheduler.dashboard.overview.LaneLayout.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LaneLayoutTest {

    @Test
    void oneAfterTheOtherIsOneRowAndSideBySideAreTwo() {
        assertThat(rowsOf(span(0, 10, "completed"), span(10, 20, "completed"), span(30, 40, "failed")))
                .containsExactly(0, 0, 0);
        assertThat(rowsOf(span(0, 10, "completed"), span(5, 20, "completed"), span(12, 15, "completed")))
                .containsExactly(0, 1, 0);
    }

    @Test
    void noBarHidesAnotherUnlessThereAreMoreThanEightAtOnce() {
        SplittableRandom dice = new SplittableRandom(7);
        List<Span> spans = new ArrayList<>();
        for (int slot = 0; slot < 8; slot++) {
            double at = dice.nextDouble();
            while (at < 95) {
                double end = at + 1.1 + 3 * dice.nextDouble();
                spans.add(span(at, end, dice.nextBoolean() ? "completed" : "failed"));
                at = end + 0.3;
            }
        }

        List<Placed> placed = LaneLayout.place(spans, 10_000);

        assertThat(placed).hasSameSizeAs(spans);
        for (Placed a : placed) {
            assertThat(placed)
                    .filteredOn(b -> !b.equals(a) && b.row() == a.row())
                    .noneMatch(b -> b.span().start() < a.span().drawnEnd() - 1e-9
                            && a.span().start() < b.span().drawnEnd() - 1e-9);
        }
    }

    @Test
    void tenThousandRunsBecomeAsManyBarsAsAreWantedAndNoneIsForgotten() {
        SplittableRandom dice = new SplittableRandom(7);
        List<Span> spans = new ArrayList<>();
        for (int run = 0; run < 10_000; run++) {
            double at = 80 * dice.nextDouble();
            spans.add(span(at, at + 0.05, run % 50 == 0 ? "failed" : "completed"));
        }

        List<Placed> placed = LaneLayout.place(spans, 400);

        assertThat(placed.size()).isLessThanOrEqualTo(400);
        assertThat(placed.stream().mapToLong(each -> each.span().runs()).sum()).isEqualTo(10_000);
        assertThat(placed.stream()
                        .filter(each -> each.span().kind().equals("failed"))
                        .mapToLong(each -> each.span().runs())
                        .sum())
                .isEqualTo(200);
    }

    @Test
    void whatStillRunsIsNeverPartOfAnother() {
        List<Placed> placed =
                LaneLayout.place(new ArrayList<>(List.of(span(79.9, 80, "running"), span(79.95, 80, "running"))), 1);

        assertThat(placed).hasSize(2);
    }

    @Test
    void aLaneWithoutRunsHasOneEmptyRow() {
        assertThat(LaneLayout.rows(LaneLayout.place(new ArrayList<>(), 10))).isEqualTo(1);
    }

    private static List<Integer> rowsOf(Span... spans) {
        return LaneLayout.place(new ArrayList<>(List.of(spans)), 100).stream()
                .map(Placed::row)
                .toList();
    }

    private static Span span(double start, double end, String kind) {
        return new Span(start, end, kind, 1, "");
    }
}
