package dev.jobrunner.scheduler.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final SignInThrottle throttle = new SignInThrottle(now::get);

    @Test
    void anAddressHasItsFailuresAndGetsThemBackOneByOne() {
        fail("a", SignInThrottle.FREE);

        assertThat(throttle.closedFor("a")).hasValue(Duration.ofSeconds(SignInThrottle.SECONDS_EACH));
        assertThat(throttle.closedFor("b")).isEmpty();

        pass(Duration.ofSeconds(SignInThrottle.SECONDS_EACH));
        assertThat(throttle.closedFor("a")).isEmpty();
        fail("a", 1);
        assertThat(throttle.closedFor("a")).isPresent();

        pass(Duration.ofHours(1));
        fail("a", SignInThrottle.FREE - 1);
        assertThat(throttle.closedFor("a")).isEmpty();
    }

    @Test
    void knockingAtAClosedDoorKeepsItClosedNoLonger() {
        fail("a", SignInThrottle.FREE);
        for (int i = 0; i < 1_000; i++) {
            assertThat(throttle.failed("a")).hasValue(Duration.ofSeconds(SignInThrottle.SECONDS_EACH));
        }
    }

    @Test
    void underAttackFromManyAddressesEachHasFewerButANewOneIsHeard() {
        IntStream.range(0, SignInThrottle.ATTACK + 10).forEach(i -> fail("bot " + i, 1));
        fail("known", SignInThrottle.FREE_UNDER_ATTACK);

        assertThat(throttle.closedFor("known")).isPresent();
        assertThat(throttle.closedFor("admin at home")).isEmpty();
        pass(Duration.ofMinutes(2));
        assertThat(throttle.closedFor("known")).isEmpty();
    }

    @Test
    void theMemoryIsBounded() {
        fail("first", SignInThrottle.FREE);
        IntStream.range(0, SignInThrottle.ADDRESSES).forEach(i -> fail("address " + i, 1));

        assertThat(throttle.closedFor("first")).as("forgotten").isEmpty();
    }

    @Test
    void allAddressesOfOneIpv6NetworkAreOne() {
        fail("2001:db8:1:2::1", SignInThrottle.FREE);

        assertThat(throttle.closedFor("2001:db8:1:2:aaaa:bbbb:cccc:dddd")).isPresent();
        assertThat(throttle.closedFor("2001:db8:1:3::1")).isEmpty();
        assertThat(throttle.closedFor("not:an:address")).isEmpty();
    }

    private void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(address);
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
