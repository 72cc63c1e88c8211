package dev.jobrunner.scheduler.tick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

@ExtendWith(OutputCaptureExtension.class)
class TickTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong nanos = new AtomicLong();
    private final TickPulse pulse = new TickPulse(nanos::get);
    private final List<String> done = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void theStepsRunInTheirOrder() throws Exception {
        tick(step("a", INTERVAL), step("b", INTERVAL), step("c", INTERVAL)).turn();

        assertThat(done).containsExactly("a", "b", "c");
    }

    @Test
    void aStepThatThrowsDoesNotStopTheOthers(CapturedOutput output) throws Exception {
        Tick tick = tick(throwing("broken", new IllegalStateException("boom")), step("b", INTERVAL));

        tick.turn();
        passes(INTERVAL);
        tick.turn();

        assertThat(done).containsExactly("b", "b");
        assertThat(failed).containsExactly("broken", "broken");
        assertThat(output).containsOnlyOnce("Step 'broken' has failed: java.lang.IllegalStateException: boom");
    }

    @Test
    void anErrorDoesNotStopTheOthersEither() throws Exception {
        tick(throwing("broken", new StackOverflowError()), step("b", INTERVAL)).turn();

        assertThat(done).containsExactly("b");
    }

    @Test
    void aStepThatWorksAgainSaysSoOnce(CapturedOutput output) throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        Tick tick = tick(of("moody", () -> {
            if (broken.get()) {
                throw new IllegalStateException("boom");
            }
            return INTERVAL;
        }));

        tick.turn();
        broken.set(false);
        for (int i = 0; i < 3; i++) {
            passes(INTERVAL);
            tick.turn();
        }

        assertThat(output).containsOnlyOnce("Step 'moody' works again");
    }

    @Test
    void aHungStepIsInterruptedAndTheOthersGoOn(CapturedOutput output) throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Tick tick = tick(
                of("hung", () -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                    return INTERVAL;
                }),
                step("b", INTERVAL));

        tick.turn();

        assertThat(done).containsExactly("b");
        assertThat(failed).containsExactly("hung");
        assertThat(interrupted.await(5, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        assertThat(output).containsOnlyOnce("Step 'hung' has not ended within");
    }

    @Test
    void aStepThatIgnoresItsInterruptIsNotStartedTwice() throws Exception {
        AtomicInteger starts = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        Tick tick = tick(of("deaf", () -> {
            starts.incrementAndGet();
            boolean open = false;
            while (!open) {
                try {
                    release.await();
                    open = true;
                } catch (InterruptedException e) {
                    open = false;
                }
            }
            return INTERVAL;
        }));

        tick.turn();
        passes(INTERVAL);
        tick.turn();
        assertThat(starts).hasValue(1);

        release.countDown();
        await().untilAsserted(() -> {
            passes(INTERVAL);
            tick.turn();
            assertThat(starts).hasValue(2);
        });
    }

    @Test
    void theNextTurnComesWhenTheFirstStepWantsIt() throws Exception {
        Tick tick = tick(step("hourly", Duration.ofHours(1)), step("soon", Duration.ofMillis(1700)));

        assertThat(tick.turn()).isEqualTo(Duration.ofMillis(1700));
    }

    @Test
    void noWaitIsLongerThanTheIntervalOrShorterThanAFifthOfASecond() throws Exception {
        assertThat(tick(step("hourly", Duration.ofHours(1))).turn()).isEqualTo(INTERVAL);
        assertThat(tick(step("greedy", Duration.ZERO)).turn()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void aStepThatIsNotDueDoesNotRun() throws Exception {
        Tick tick = tick(step("hourly", Duration.ofHours(1)), step("regular", INTERVAL));

        tick.turn();
        passes(INTERVAL);
        tick.turn();

        assertThat(done).containsExactly("hourly", "regular", "regular");
    }

    @Test
    void withoutAConnectionTheTurnEndsEarlyAndSaysSoOnce(CapturedOutput output) throws Exception {
        AtomicBoolean away = new AtomicBoolean(true);
        Tick tick = tick(
                of("first", () -> {
                    if (away.get()) {
                        throw new CannotGetJdbcConnectionException(
                                "no", new java.sql.SQLException("Connection to db:5432 refused", "08001"));
                    }
                    return INTERVAL;
                }),
                step("second", INTERVAL));

        tick.turn();
        passes(INTERVAL);
        tick.turn();
        assertThat(done).isEmpty();
        assertThat(pulse.databaseAnswers()).isFalse();

        away.set(false);
        passes(INTERVAL);
        tick.turn();

        assertThat(done).containsExactly("first", "second");
        assertThat(pulse.databaseAnswers()).isTrue();
        assertThat(output)
                .containsOnlyOnce("Connection to db:5432 refused")
                .containsOnlyOnce("The database answers again");
    }

    @Test
    void everyStepHearsThatAnotherHasLostTheDatabase() throws Exception {
        AtomicInteger heard = new AtomicInteger();
        TickStep listening = new TickStep() {
            @Override
            public String name() {
                return "listening";
            }

            @Override
            public void databaseAway() {
                heard.incrementAndGet();
            }

            @Override
            public Duration run() {
                return INTERVAL;
            }
        };

        tick(
                        throwing("lost", new IllegalStateException(new java.sql.SQLException("broken", "08006"))),
                        throwing("wrong", new IllegalStateException("boom")),
                        listening)
                .turn();

        assertThat(heard).hasValue(1);
    }

    @Test
    void thePulseBeatsWithEveryTurn() throws Exception {
        passes(Duration.ofMinutes(2));
        assertThat(pulse.age()).isEqualTo(Duration.ofMinutes(2));

        tick().turn();

        assertThat(pulse.age()).isZero();
    }

    private Tick tick(TickStep... steps) {
        List<GuardedStep> guarded = java.util.Arrays.stream(steps)
                .map(step -> new GuardedStep(step, threads))
                .toList();
        return new Tick(guarded, INTERVAL, nanos::get, pulse, new TickObserver() {
            @Override
            public void succeeded(String step, Duration took) {
                done.add(step);
            }

            @Override
            public void failed(String step, Duration took) {
                failed.add(step);
            }
        });
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static TickStep step(String name, Duration next) {
        return of(name, () -> next);
    }

    private static TickStep throwing(String name, Throwable failure) {
        return of(name, () -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (Exception) failure;
        });
    }

    private static TickStep of(String name, java.util.concurrent.Callable<Duration> work) {
        return new TickStep() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Duration timeout() {
                return Duration.ofMillis(150);
            }

            @Override
            public Duration run() throws Exception {
                return work.call();
            }
        };
    }
}
