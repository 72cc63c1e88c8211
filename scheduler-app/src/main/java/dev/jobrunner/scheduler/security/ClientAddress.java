package dev.jobrunner.scheduler.security;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Tells from where a request comes, in a way that its sender cannot forge: each of our proxies adds the address it was
 * called from at the right end of {@code X-Forwarded-For}, and whatever stands further left may be invented.
 */
final class ClientAddress {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final int LONGEST = 45;

    private final int trustedProxies;

    ClientAddress(int trustedProxies) {
        this.trustedProxies = trustedProxies;
    }

    /** An address, or what a proxy wrote in place of one; short, and fit to be shown. */
    String of(HttpServletRequest request) {
        HttpServletRequest received = asReceived(request);
        List<String> way = new ArrayList<>();
        Collections.list(received.getHeaders(FORWARDED_FOR)).forEach(line -> Collections.addAll(way, line.split(",")));
        way.add(received.getRemoteAddr());
        String address = way.get(Math.max(0, way.size() - 1 - trustedProxies)).strip();
        String plain = address.replaceAll("[^0-9A-Za-z.:%-]", "?");
        return plain.substring(0, Math.min(LONGEST, plain.length()));
    }

    /** Spring's wrapper for forwarded headers takes the leftmost address and hides the header. */
    private static HttpServletRequest asReceived(HttpServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return inner instanceof HttpServletRequest received ? received : request;
    }
}
