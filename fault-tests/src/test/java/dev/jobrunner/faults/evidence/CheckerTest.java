package dev.jobrunner.faults.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.faults.evidence.Ledger.Entry;
import dev.jobrunner.faults.evidence.Ledger.TaskRow;
import dev.jobrunner.faults.harness.Lifeline;
import dev.jobrunner.faults.harness.Lifelines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The judge itself is judged here: evidence made by hand, times in milliseconds. */
class CheckerTest {

    private final Lifeline healthy = Lifelines.healthy(1);
    private final Lifeline other = Lifelines.healthy(2);

    @Test
    void aRunThatIsDoneAndEnteredIsClean() {
        Verdict verdict = verdict(evidence(healthy, "start 10 7 1", "done 20 7 1"), completed(1, 7, 1, 21));

        assertThat(verdict.clean()).isTrue();
        assertThat(verdict.again()).isZero();
    }

    @Test
    void aTaskThatNeverRanIsLost() {
        assertThat(verdict(List.of()).lost()).containsExactly(7L);
    }

    @Test
    void aTaskWhoseHandlerWasCutOffIsLost() {
        Lifeline killed = Lifelines.killed(1, 15);
        Verdict verdict = verdict(evidence(killed, "start 10 7 1"), entry(1, 7, 1, 16, "lost"));

        assertThat(verdict.lost()).containsExactly(7L);
    }

    @Test
    void twoExecutionsAtOnceOverlap() {
        List<Execution> all = new ArrayList<>(evidence(healthy, "start 10 7 1", "done 20 7 1"));
        all.addAll(evidence(other, "start 19 7 2", "done 30 7 2"));

        assertThat(verdict(all).overlapping()).containsExactly(7L);
        assertThat(verdict(all).again()).isEqualTo(1);
    }

    @Test
    void oneAfterAnotherDoesNotOverlap() {
        List<Execution> all = new ArrayList<>(evidence(healthy, "start 10 7 1", "stopped 20 7 1"));
        all.addAll(evidence(other, "start 20 7 2", "done 30 7 2"));

        assertThat(verdict(all).overlapping()).isEmpty();
    }

    @Test
    void whatRunsElsewhereWhileAProcessIsFrozenDoesNotOverlapUntilItComesBack() {
        Lifeline frozen = Lifelines.frozen(1, 15, 20_000);
        List<Execution> all = new ArrayList<>(evidence(frozen, "start 10 7 1", "stopped 20500 7 1"));
        all.addAll(evidence(other, "start 12000 7 2", "done 30000 7 2"));

        assertThat(verdict(all).overlapping()).isEmpty();
        assertThat(verdict(all).zombie()).hasMillis(500);
    }

    @Test
    void aProcessThatGoesOnForLongAfterAFreezeOverlaps() {
        Lifeline frozen = Lifelines.frozen(1, 15, 20_000);
        List<Execution> all = new ArrayList<>(evidence(frozen, "start 10 7 1", "stopped 23000 7 1"));
        all.addAll(evidence(other, "start 12000 7 2", "done 30000 7 2"));

        assertThat(verdict(all).overlapping()).containsExactly(7L);
    }

    @Test
    void moreThanTheLimitAtOnceIsOverIt() {
        List<Execution> all = evidence(healthy, "start 10 7 1", "start 15 8 2", "done 20 7 1", "done 21 8 2");

        assertThat(verdict(all).overLimit()).containsExactly(Map.entry("one", 2));
    }

    @Test
    void anEntryWithoutAHandlerThatCameToItsEndIsStale() {
        assertThat(verdict(List.of(), completed(1, 7, 1, 21)).stale())
                .as("never began")
                .containsExactly(1L);
        assertThat(verdict(evidence(healthy, "start 10 7 1"), completed(1, 7, 1, 21))
                        .stale())
                .as("still runs")
                .containsExactly(1L);
        assertThat(verdict(evidence(healthy, "start 10 7 1", "done 900 7 1"), completed(1, 7, 1, 21))
                        .stale())
                .as("ended later")
                .containsExactly(1L);
        assertThat(verdict(evidence(other, "start 10 7 1", "done 20 7 1"), completed(1, 7, 1, 21))
                        .stale())
                .as("ended in another process")
                .containsExactly(1L);
    }

    @Test
    void aSlotEnteredAsCompletedTwiceIsNamed() {
        assertThat(verdict(List.of(), completed(1, 7, 1, 21), completed(2, 7, 1, 31))
                        .twice())
                .containsExactly(7L);
    }

    @Test
    void anExecutionWithoutAnEntryIsNamed() {
        assertThat(verdict(evidence(healthy, "start 10 7 1", "done 20 7 1")).unrecorded())
                .containsExactly(1L);
    }

    @Test
    void aRunTakenFromAHealthyProcessIsNamed() {
        assertThat(verdict(evidence(healthy, "start 10 7 1", "stopped 20 7 1"), entry(1, 7, 1, 15, "lost"))
                        .lostAlive())
                .containsExactly(1L);
    }

    @Test
    void aRunTakenFromAProcessThatHadBeenCutOffIsNoFalseAlarm() {
        Lifeline cut = Lifelines.healthy(1);
        cut.hindered(nanos(100), nanos(2_000));
        List<Execution> all = evidence(cut, "start 10 7 1", "stopped 20 7 1");

        assertThat(verdict(all, entry(1, 7, 1, 50, "lost")).lostAlive())
                .as("before")
                .containsExactly(1L);
        assertThat(verdict(all, entry(1, 7, 1, 9_000, "lost")).lostAlive())
                .as("soon after")
                .isEmpty();
        assertThat(verdict(all, entry(1, 7, 1, 19_000, "lost")).lostAlive())
                .as("long after")
                .containsExactly(1L);
    }

    @Test
    void aTaskIsCancelledOnlyIfSomebodyWantedIt() {
        List<Execution> all = evidence(healthy, "start 10 7 1", "stopped 20 7 1");

        assertThat(verdict(Set.of(7L), all, entry(1, 7, 1, 21, "cancelled")).lost())
                .isEmpty();
        assertThat(verdict(Set.of(), all, entry(1, 7, 1, 21, "cancelled")).lost())
                .containsExactly(7L);
    }

    @Test
    void recoveryIsFromTheKillToTheNextStart() {
        List<Execution> all = new ArrayList<>(evidence(Lifelines.killed(1, 15), "start 10 7 1"));
        all.addAll(evidence(other, "start 9015 7 2", "done 9020 7 2"));

        Verdict verdict = verdict(all);

        assertThat(verdict.recoveries()).hasSize(1);
        assertThat(verdict.longestRecovery()).hasMillis(9_000);
    }

    /** Lines of the form {@code event millis task run}. */
    private static List<Execution> evidence(Lifeline life, String... lines) {
        String text = Arrays.stream(lines)
                .map(line -> line.split(" ", -1))
                .map(part -> part[0] + " " + part[1] + "000000 " + part[2] + " " + part[3] + " 1 5 one\n")
                .collect(Collectors.joining());
        return Evidence.read(text, life);
    }

    private static Entry completed(long run, long task, int pid, long at) {
        return entry(run, task, pid, at, "completed");
    }

    private static Entry entry(long run, long task, int pid, long at, String status) {
        return new Entry(run, task, status, String.valueOf(pid), at, 5);
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static Verdict verdict(List<Execution> executions, Entry... entries) {
        return verdict(Set.of(), executions, entries);
    }

    /** Task 7 is one-off and has been completed. */
    private static Verdict verdict(Set<Long> unwanted, List<Execution> executions, Entry... entries) {
        Map<Long, TaskRow> tasks = Map.of(7L, new TaskRow(7, "one", "completed", 1, true));
        Map<Long, Entry> byRun = Arrays.stream(entries).collect(Collectors.toMap(Entry::run, Function.identity()));
        return new Checker(executions, new Ledger(byRun, tasks, List.of()), Set.of(7L), unwanted, 0).verdict();
    }
}
