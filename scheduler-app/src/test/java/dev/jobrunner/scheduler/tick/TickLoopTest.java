package dev.jobrunner.scheduler.tick;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TickLoopTest {

    private static final Duration SHORT = Duration.ofMillis(1);

    @Test
    void itSurvivesWhateverATurnThrows() throws Exception {
        AtomicInteger turns = new AtomicInteger();
        CountDownLatch third = new CountDownLatch(3);
        TickLoop loop = new TickLoop(
                () -> {
                    third.countDown();
                    switch (turns.incrementAndGet()) {
                        case 1 -> throw new IllegalStateException("first");
                        case 2 -> throw new StackOverflowError("second");
                        default -> {
                            return Duration.ofHours(1);
                        }
                    }
                },
                SHORT,
                Duration.ofSeconds(5));

        loop.start();

        assertThat(third.await(10, TimeUnit.SECONDS)).isTrue();
        loop.stop();
        assertThat(loop.isRunning()).isFalse();
    }

    @Test
    void stoppingInterruptsTheTurnThatIsGoingOn() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        TickLoop loop = new TickLoop(
                () -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                    return SHORT;
                },
                SHORT,
                Duration.ofSeconds(5));
        loop.start();
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        loop.stop();

        assertThat(interrupted.getCount()).isZero();
    }
}
