package dev.jobrunner.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScriptTest {

    private static final List<Kind> DEADLY = List.of(Kind.KILL_WORKER, Kind.TERMINATE_WORKER, Kind.KILL_SCHEDULER);

    @Test
    void oneSeedIsOneSequence() {
        assertThat(blows(7, 100)).isEqualTo(blows(7, 100)).isNotEqualTo(blows(8, 100));
    }

    @Test
    void everyKindComesOnceInEachDozen() {
        assertThat(blows(7, 12)).extracting(Blow::kind).containsExactlyInAnyOrder(Kind.values());
    }

    @Test
    void theFirstWorkerAndTheFirstSchedulerAreNeverKilled() {
        assertThat(blows(7, 1_000))
                .filteredOn(blow -> DEADLY.contains(blow.kind()))
                .extracting(Blow::seat)
                .doesNotContain(Seats.STEADY_WORKER, Seats.STEADY_SCHEDULER);
    }

    @Test
    void everySeatIsHit() {
        assertThat(blows(7, 1_000))
                .filteredOn(blow -> blow.kind() == Kind.FREEZE)
                .extracting(Blow::seat)
                .contains(0, 1, 2, 3, 4);
    }

    private static List<Blow> blows(long seed, int count) {
        Script script = new Script(new Random(seed), Duration.ofSeconds(3));
        return Stream.generate(script::next).limit(count).toList();
    }
}
