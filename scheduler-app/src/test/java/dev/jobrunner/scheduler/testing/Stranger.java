package dev.jobrunner.scheduler.testing;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client that the scheduler does not know. It comes through one proxy, from an address that no other client has, so that
 * none is held up by the failed sign-ins of another; a scheduler that trusts one proxy ({@link #TRUST}) sees that address.
 */
public record Stranger(RunningScheduler scheduler, String address) {

    /** The argument of a scheduler behind one proxy. */
    public static final String TRUST = "--jobrunner.access.trusted-proxies=1";

    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    /** One that has not called before. */
    public static Stranger of(RunningScheduler scheduler) {
        int number = ADDRESSES.incrementAndGet();
        return new Stranger(scheduler, "10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255));
    }

    /** The same, who writes something into {@code X-Forwarded-For} before the proxy adds the address. */
    public Stranger pretending(String other) {
        return new Stranger(scheduler, other + ", " + address);
    }

    /** An unsigned request without a body. */
    public HttpRequest.Builder request(String method, String path) {
        return HttpRequest.newBuilder(URI.create(scheduler.address() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("X-Forwarded-For", address);
    }
}
