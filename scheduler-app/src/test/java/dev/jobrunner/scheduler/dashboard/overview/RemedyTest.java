package dev.jobrunner.scheduler.dashboard.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.insight.HealthSnapshot;
import dev.jobrunner.core.insight.HealthVerdict;
import dev.jobrunner.scheduler.dashboard.Words;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RemedyTest {

    private static final Words WORDS = new Words(Clock.systemUTC());

    @Test
    void everyReasonOfTheVerdictLeadsToAPageThatMendsIt() {
        List<String> reasons = new ArrayList<>();
        reasons.addAll(
                HealthVerdict.of(health(2, 3, 1, 2, 3, 4, 2, 5.0, List.of("x"))).reasons());
        reasons.addAll(
                HealthVerdict.of(health(2, 0, 1, 0, 0, 0, 1, null, List.of())).reasons());
        reasons.addAll(
                HealthVerdict.of(health(0, 0, 1, 0, 0, 0, 0, 900.0, List.of())).reasons());
        reasons.addAll(
                HealthVerdict.of(health(5, 2, 0, 0, 0, 0, 0, 1.0, List.of())).reasons());

        assertThat(reasons).hasSizeGreaterThan(10);
        for (String reason : reasons) {
            assertThat(Remedy.of(reason).link()).as(reason).isNotEqualTo("Show tasks");
            assertThat(Remedy.of(reason).advice()).as(reason).doesNotContain("'tasks ");
        }
    }

    @Test
    void theSentenceNamesTheWorstReason() {
        assertThat(Headline.of(health(2, 0, 0, 0, 1, 0, 0, 1.0, List.of()), WORDS)
                        .sentence())
                .isEqualTo("Out of order: 2 tasks are due and no live worker");
        assertThat(Headline.of(health(0, 2, 0, 1, 0, 0, 0, 1.0, List.of()), WORDS)
                        .sentence())
                .isEqualTo("Needs a look: 1 task is disabled after too many failures");
        assertThat(Headline.of(health(0, 2, 0, 0, 0, 0, 0, 1.0, List.of()), WORDS)
                        .sentence())
                .isEqualTo("All is well: 9 active tasks, 1 running on 2 workers");
    }

    private static HealthSnapshot health(
            long due,
            int live,
            int stuck,
            int disabled,
            int failed,
            int scheduleErrors,
            int stale,
            @Nullable Double sinceTick,
            List<String> unhandled) {
        return new HealthSnapshot(
                9,
                due,
                1,
                failed,
                stuck,
                disabled,
                0,
                scheduleErrors,
                0,
                0,
                due == 5 ? 500 : 3,
                live,
                0,
                stale,
                sinceTick == null ? null : Instant.EPOCH,
                sinceTick,
                sinceTick == null ? null : 5.0,
                unhandled);
    }
}
