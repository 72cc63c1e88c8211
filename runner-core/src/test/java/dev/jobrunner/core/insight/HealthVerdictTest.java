package dev.jobrunner.core.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.insight.HealthVerdict.Status;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthVerdictTest {

    @Test
    void allIsWellWithATickAWorkerAndNothingWrong() {
        HealthVerdict verdict = HealthVerdict.of(new Figures().snapshot());

        assertThat(verdict.status()).isEqualTo(Status.HEALTHY);
        assertThat(verdict.reasons()).isEmpty();
    }

    @Test
    void noTickForLongIsCritical() {
        Figures figures = new Figures();
        figures.secondsSinceTick = 31.0;

        assertVerdict(figures, Status.CRITICAL, "no scheduler tick for 31 s");
    }

    @Test
    void aFewMissingTicksAreNot() {
        Figures figures = new Figures();
        figures.secondsSinceTick = 29.0;

        assertThat(HealthVerdict.of(figures.snapshot()).status()).isEqualTo(Status.HEALTHY);
    }

    @Test
    void aSchedulerThatNeverTickedIsCritical() {
        Figures figures = new Figures();
        figures.secondsSinceTick = null;

        assertVerdict(figures, Status.CRITICAL, "no scheduler has ticked yet");
    }

    @Test
    void dueTasksWithoutAWorkerAreCritical() {
        Figures figures = new Figures();
        figures.liveWorkers = 0;
        figures.dueTasks = 3;

        assertVerdict(figures, Status.CRITICAL, "3 tasks are due and no live worker");
    }

    @Test
    void noWorkerButNothingDueIsDegraded() {
        Figures figures = new Figures();
        figures.liveWorkers = 0;

        assertVerdict(figures, Status.DEGRADED, "no live worker: start workers before");
    }

    @Test
    void stuckRunsAreCritical() {
        Figures figures = new Figures();
        figures.stuckTasks = 1;

        assertVerdict(figures, Status.CRITICAL, "1 task runs past the lock timeout");
    }

    @Test
    void tasksThatWaitForOneThatWillNotSucceedAreDegraded() {
        Figures figures = new Figures();
        figures.blockedTasks = 2;

        assertVerdict(figures, Status.DEGRADED, "2 tasks wait for another that will not succeed");
    }

    @Test
    void disabledTasksAndFailuresAreDegraded() {
        Figures figures = new Figures();
        figures.disabledTasks = 2;
        assertVerdict(figures, Status.DEGRADED, "2 tasks are disabled after too many failures");

        Figures failed = new Figures();
        failed.failedTasks = 1;
        assertVerdict(failed, Status.DEGRADED, "1 task has failed and will be retried");
    }

    @Test
    void aTypeWithoutAHandlerIsNamedWithItsVariable() {
        Figures figures = new Figures();
        figures.unhandledTypes = List.of("audio-mix");

        assertVerdict(figures, Status.DEGRADED, "no live worker has a handler for audio-mix: set HANDLER_AUDIO_MIX");
    }

    @Test
    void aBacklogIsDegradedWhenItIsOld() {
        Figures figures = new Figures();
        figures.dueTasks = 10_000;
        assertThat(HealthVerdict.of(figures.snapshot()).status()).isEqualTo(Status.HEALTHY);

        figures.oldestDueSeconds = 121;
        assertVerdict(figures, Status.DEGRADED, "the oldest due task waits since 121 s");
    }

    @Test
    void staleWorkersAndUnusableSchedulesAreDegraded() {
        Figures stale = new Figures();
        stale.staleWorkers = 1;
        assertVerdict(stale, Status.DEGRADED, "no heartbeat any more: what it ran is handed back at the next tick");

        Figures unusable = new Figures();
        unusable.scheduleErrors = 1;
        assertVerdict(unusable, Status.DEGRADED, "1 task has a schedule that cannot be used");
    }

    @Test
    void aFleetThatIsDrainedWholeSaysHowItIsResumed() {
        Figures figures = new Figures();
        figures.drainedWorkers = 1;
        assertThat(HealthVerdict.of(figures.snapshot()).status())
                .as("the other one claims")
                .isEqualTo(Status.HEALTHY);

        figures.drainedWorkers = 2;
        assertVerdict(
                figures,
                Status.DEGRADED,
                "2 workers are draining and no other is live, so nothing is started: 'workers resume ID'");

        figures.dueTasks = 1;
        figures.oldestDueSeconds = 500;
        assertVerdict(figures, Status.CRITICAL, "2 workers are draining and no other is live");
    }

    @Test
    void withoutATickNobodyClaimsThatTasksAreHandedBack() {
        Figures figures = new Figures();
        figures.staleWorkers = 2;
        figures.secondsSinceTick = 31.0;

        assertThat(HealthVerdict.of(figures.snapshot()).reasons())
                .contains("2 workers send no heartbeat any more")
                .noneMatch(reason -> reason.contains("handed back"));
    }

    @Test
    void theWorstComesFirst() {
        Figures figures = new Figures();
        figures.disabledTasks = 1;
        figures.stuckTasks = 1;

        assertThat(HealthVerdict.of(figures.snapshot()).reasons())
                .hasSize(2)
                .first()
                .asString()
                .contains("lock timeout");
    }

    private static void assertVerdict(Figures figures, Status status, String reason) {
        HealthVerdict verdict = HealthVerdict.of(figures.snapshot());
        assertThat(verdict.status()).isEqualTo(status);
        assertThat(verdict.reasons()).singleElement().asString().contains(reason);
    }

    /** Of a healthy system, to be spoilt one by one. */
    private static final class Figures {
        private long dueTasks;
        private long failedTasks;
        private long stuckTasks;
        private long disabledTasks;
        private long scheduleErrors;
        private long blockedTasks;
        private long oldestDueSeconds;
        private int liveWorkers = 2;
        private int drainedWorkers;
        private int staleWorkers;
        private @org.jspecify.annotations.Nullable Double secondsSinceTick = 2.0;
        private List<String> unhandledTypes = List.of();

        HealthSnapshot snapshot() {
            return new HealthSnapshot(
                    10,
                    dueTasks,
                    1,
                    failedTasks,
                    stuckTasks,
                    disabledTasks,
                    0,
                    scheduleErrors,
                    blockedTasks,
                    blockedTasks,
                    oldestDueSeconds,
                    liveWorkers,
                    drainedWorkers,
                    staleWorkers,
                    secondsSinceTick == null ? null : Instant.parse("2026-11-24T10:00:00Z"),
                    secondsSinceTick,
                    secondsSinceTick == null ? null : Double.valueOf(5.0),
                    unhandledTypes);
        }
    }
}
