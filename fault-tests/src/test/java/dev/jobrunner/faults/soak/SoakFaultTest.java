package dev.jobrunner.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.faults.evidence.Slots;
import dev.jobrunner.faults.evidence.Verdict;
import dev.jobrunner.faults.harness.Fleet;
import dev.jobrunner.faults.harness.Gauges;
import dev.jobrunner.faults.harness.Postgres;
import dev.jobrunner.faults.report.Size;
import dev.jobrunner.faults.report.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every fault, again and again, in an order of chance, under a steady mix of work. One worker and one scheduler are cut off,
 * frozen and lied to as all others, but never killed: they must hold no more at the end than they did when they were warm.
 * {@code -Djobrunner.faults.soak=PT8H} makes it last as long as one likes.
 */
class SoakFaultTest {

    private static final Map<String, String> SETTINGS = Map.of(
            "WORKER_CONCURRENCY", "8",
            "MAX_RETRY_COUNT", "3",
            "RETRY_BACKOFF_MINUTES", "0.02",
            "SHUTDOWN_GRACE_SECONDS", "3",
            "URL_OPTIONS", "?prepareThreshold=0");

    private static final Duration LENGTH =
            Duration.parse(System.getProperty("jobrunner.faults.soak", "PT" + Size.of(30, 3_600) + "S"));
    private static final Duration MEAN_PAUSE = Duration.ofMillis(Size.of(1_400, 8_000));
    private static final Duration LOOK = Duration.ofSeconds(Size.of(1, 5));

    /** A JVM of less than a minute is still getting warm. */
    private static final long MORE_KILOBYTES = 1_024L * Size.of(80, 20);

    private static final long MORE_THREADS = 8;

    /** What a black hole leaves for a while. */
    private static final long MORE_CONNECTIONS = 4;

    private static final long MORE_FILES = 12;

    @Test
    void nothingIsLostAndNothingGrows() {
        Trial trial = Trial.of("all of these at random");
        try (Postgres postgres = Postgres.create();
                Fleet fleet = Fleet.withScheduler(postgres, "soak", SETTINGS)) {
            Seats seats = new Seats(fleet);
            SteadyWork work = new SteadyWork(fleet);
            Watch worker = new Watch(seats.at(Seats.STEADY_WORKER));
            Watch scheduler = new Watch(seats.at(Seats.STEADY_SCHEDULER));

            int blows;
            try (Background background = new Background()) {
                background.repeat(work, SteadyWork.EACH);
                background.repeat(worker, LOOK);
                background.repeat(scheduler, LOOK);
                blows = new Striker(fleet, seats, trial.harm()).strike(new Script(trial.random(), MEAN_PAUSE), LENGTH);
            }

            fleet.pauseRecurring();
            fleet.awaitDone(Duration.ofMinutes(2));
            Verdict verdict = fleet.verdict();
            trial.ended(
                    verdict,
                    blows + " blows in " + LENGTH.toSeconds() + " s; false alarms: "
                            + verdict.lostAlive().size() + "; never killed: worker " + growth(worker) + ", scheduler "
                            + growth(scheduler));
            assertThat(verdict.clean()).as(verdict.toString()).isTrue();
            assertThat(verdict.lostAlive())
                    .as("taken from a worker to which nothing had happened")
                    .isEmpty();
            assertThat(disabled(fleet)).as("given up").containsOnly("fail");
            assertThat(Slots.missedUncounted(fleet.jdbc(), SteadyWork.EACH_TWO_SECONDS, Duration.ofSeconds(2)))
                    .isZero();
            assertThat(Slots.missedUncounted(fleet.jdbc(), SteadyWork.EACH_FIVE_SECONDS, Duration.ofSeconds(5)))
                    .isZero();
            assertFlat("worker", worker);
            assertFlat("scheduler", scheduler);
        }
    }

    private static String growth(Watch watch) {
        return watch.of(Gauges::kilobytes).inMegabytes() + " MB, " + watch.of(Gauges::threads) + " threads, "
                + watch.of(Gauges::connections) + " connections, " + watch.of(Gauges::files) + " files";
    }

    private static void assertFlat(String name, Watch watch) {
        assertThat(watch.of(Gauges::kilobytes).by()).as(name + ": KiB").isLessThan(MORE_KILOBYTES);
        assertThat(watch.of(Gauges::threads).by()).as(name + ": threads").isLessThan(MORE_THREADS);
        assertThat(watch.of(Gauges::connections).by())
                .as(name + ": connections")
                .isLessThan(MORE_CONNECTIONS);
        assertThat(watch.of(Gauges::files).by()).as(name + ": files").isLessThan(MORE_FILES);
    }

    /** What the tasks that were given up had been asked to do. */
    private static List<String> disabled(Fleet fleet) {
        return fleet.jdbc()
                .sql(
                        "SELECT DISTINCT coalesce(payload ->> 'act', 'nothing') FROM scheduled_tasks WHERE status = 'disabled'")
                .query(String.class)
                .list();
    }
}
