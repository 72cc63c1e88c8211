package dev.jobrunner.scheduler.dashboard.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.insight.FleetTimeline.Bar;
import dev.jobrunner.core.insight.FleetTimeline.Worker;
import dev.jobrunner.core.insight.History;
import dev.jobrunner.core.insight.Throughput.Bucket;
import dev.jobrunner.core.insight.UpcomingRuns.Upcoming;
import dev.jobrunner.scheduler.dashboard.Words;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrawingTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Words WORDS = new Words(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void thePastTakesFourFifthsAndABarLiesWhereItsRunWas() {
        Timeline timeline = draw(
                List.of(new Worker("worker-a", "running", 2, 1)),
                List.of(
                        new Bar("worker-a", "failed", 1, NOW.minusSeconds(1800), NOW.minusSeconds(900), 5, "report"),
                        new Bar("worker-a", "running", 1, NOW.minusSeconds(600), null, 6, "report")));

        assertThat(timeline.now()).isEqualTo("80.00%");
        assertThat(timeline.lanes()).singleElement().satisfies(lane -> {
            assertThat(lane.svg())
                    .contains("class=\"bar-failed\" x=\"40.00%\" width=\"20.00%\"")
                    .contains("href=\"/jobs/runs/5\"")
                    .contains("aria-label=\"report, failed, 11:30:00 to 11:45:00 UTC, 15 min\"")
                    .contains("href=\"#mark-failed\" x=\"60.00%\"")
                    .contains("aria-label=\"report, running, since 11:50:00 UTC, for 10 min\"");
            assertThat(lane.note()).isEqualTo("1 failed, 1 running");
        });
    }

    @Test
    void whatComesIsAGhostToTheRightOfNow() {
        Timeline timeline = new TimelineDrawing(History.HOUR, NOW, WORDS, "")
                .draw(
                        List.of(),
                        List.of(),
                        List.of(new Upcoming(3, "nightly", "x", NOW.plusSeconds(450), Duration.ofSeconds(90))));

        assertThat(timeline.coming().svg())
                .contains("class=\"bar-coming\" x=\"90.00%\" width=\"2.00%\"")
                .contains("href=\"/tasks/3\"")
                .contains("nightly, in 7 min (12:07:30 UTC), usually 1 min 30 s")
                .doesNotContain("#mark-");
    }

    @Test
    void aWorkerOfThatTimeThatIsGoneHasALaneAfterTheLivingOnes() {
        Timeline timeline = draw(
                List.of(new Worker("z", "running", 1, 0)),
                List.of(new Bar("a", "completed", 1, NOW.minusSeconds(100), NOW.minusSeconds(90), 5, "report")));

        assertThat(timeline.lanes()).extracting(Lane::id).containsExactly("z", "a");
        assertThat(timeline.lanes()).extracting(Lane::gone).containsExactly(false, true);
    }

    @Test
    void namesStayTextInWhatIsWrittenByHand() {
        Timeline timeline = draw(
                List.of(),
                List.of(new Bar(
                        "w\"><script>&'",
                        "completed",
                        1,
                        NOW.minusSeconds(100),
                        NOW.minusSeconds(90),
                        5,
                        "\"><script>alert(1)</script>")));

        assertThat(timeline.lanes().get(0).svg())
                .doesNotContain("<script")
                .contains("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;, completed");
    }

    @Test
    void severalRunsLeadToTheListOfThem() {
        Timeline timeline = draw(
                List.of(),
                List.of(new Bar("w a&b", "failed", 12, NOW.minusSeconds(100), NOW.minusSeconds(96), 5, "report")));

        assertThat(timeline.lanes().get(0).svg())
                .contains("href=\"/jobs/runs?worker=w%20a%26b&amp;status=failed&amp;from=2026-11-24T11:58:20Z")
                .contains("12 runs, failed");
    }

    @Test
    void oneFailureAmongThousandsIsSeen() {
        Charts charts = Charts.of(
                History.HOUR,
                NOW,
                List.of(new Bucket(
                        NOW.minusSeconds(600),
                        Map.of("completed", 9999L, "failed", 1L),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(4))),
                WORDS);

        assertThat(charts.columns().get(0).parts())
                .filteredOn(part -> part.status().equals("failed"))
                .singleElement()
                .satisfies(part -> assertThat(part.height()).isEqualTo(2));
        assertThat(charts.throughput()).isEqualTo("10,000 runs ended, 1 failed, 0 lost; a column is 1 min");
        assertThat(charts.counts().get(charts.counts().size() - 1).label()).isEqualTo("10,000");
    }

    @Test
    void theScalesEndAtRoundValues() {
        assertThat(Scale.ofCounts(7, 100).ticks()).extracting("label").containsExactly("0", "2", "4", "6", "8");
        assertThat(Scale.ofSeconds(95, 100).ticks())
                .extracting("label")
                .containsExactly("0", "30 s", "1 min", "1 min 30 s", "2 min");
        assertThat(Scale.ofSeconds(0, 100).y(0)).isEqualTo(100);
    }

    private static Timeline draw(List<Worker> workers, List<Bar> bars) {
        return new TimelineDrawing(History.HOUR, NOW, WORDS, "/jobs").draw(workers, bars, List.of());
    }
}
