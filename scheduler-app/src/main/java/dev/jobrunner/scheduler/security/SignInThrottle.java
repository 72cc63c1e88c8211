package dev.jobrunner.scheduler.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Counts failed sign-ins by the address they come from, never by account: a stranger who guesses shuts out his own address
 * and nobody else's. Each address has {@value #FREE} failures, and gets one back every {@value #SECONDS_EACH} s. While many
 * addresses fail at once, each has only {@value #FREE_UNDER_ATTACK}, so that many machines gain little over one.
 */
final class SignInThrottle {

    static final int FREE = 10;
    static final int FREE_UNDER_ATTACK = 3;
    static final int SECONDS_EACH = 15;

    /** Failures a minute, of all addresses together, from which on it is an attack. */
    static final int ATTACK = 60;

    /** The address that failed longest ago is forgotten first. */
    static final int ADDRESSES = 10_000;

    private static final long NANOS_EACH = Duration.ofSeconds(SECONDS_EACH).toNanos();
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private final Map<String, Debt> debts = new LinkedHashMap<>(16, 0.75f, true);
    private double recent;
    private long recentAt;

    SignInThrottle(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.recentAt = nanoTime.getAsLong();
    }

    /** How long nobody at this address is heard; empty if one is. */
    synchronized Optional<Duration> closedFor(String address) {
        long now = nanoTime.getAsLong();
        Debt debt = debts.get(network(address));
        return debt == null ? Optional.empty() : closed(debt, now);
    }

    /** Enters a failure; the answer is as for {@link #closedFor}, as it was before. */
    synchronized Optional<Duration> failed(String address) {
        long now = nanoTime.getAsLong();
        String network = network(address);
        Debt before = debts.getOrDefault(network, new Debt(0, now));
        Optional<Duration> closed = closed(before, now);
        if (closed.isEmpty()) {
            recent = recentlyFailed(now) + 1;
            recentAt = now;
            debts.put(network, new Debt(before.at(now) + 1, now));
            if (debts.size() > ADDRESSES) {
                debts.remove(debts.keySet().iterator().next());
            }
        }
        return closed;
    }

    private Optional<Duration> closed(Debt debt, long now) {
        int free = recentlyFailed(now) >= ATTACK ? FREE_UNDER_ATTACK : FREE;
        double missing = debt.at(now) - (free - 1);
        return missing <= 0 ? Optional.empty() : Optional.of(Duration.ofNanos((long) Math.ceil(missing * NANOS_EACH)));
    }

    /** Fades evenly over a minute. */
    private double recentlyFailed(long now) {
        return recent * Math.max(0, 1 - (double) (now - recentAt) / MINUTE);
    }

    /** One customer has a whole /64 of IPv6 addresses. */
    private static String network(String address) {
        if (!address.contains(":") || !address.matches("[0-9a-fA-F:.]+")) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length == 16 ? Arrays.toString(Arrays.copyOf(bytes, 8)) : address;
        } catch (UnknownHostException notAnAddress) {
            return address;
        }
    }

    /** Failures not yet forgiven, as of a moment. */
    private record Debt(double failures, long since) {
        double at(long now) {
            return Math.max(0, failures - (double) (now - since) / NANOS_EACH);
        }
    }
}
