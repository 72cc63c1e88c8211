package dev.jobrunner.worker.handler.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a call goes.
 *
 * @param address without user name, password and fragment
 * @param authorization value of the {@code Authorization} header made from the address's user name and password; null
 *     if it has none
 */
record Endpoint(URI address, @Nullable String authorization) {

    /** @throws IllegalArgumentException if the text is no address that can be called; shows no secret part of it */
    static Endpoint parse(String text) {
        URI uri = parsed(text);
        if (uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "the address has no host name that can be used; it looks like https://host/path");
        }
        if (uri.getPort() > 65_535) {
            throw new IllegalArgumentException(
                    "the port %d of %s is above 65535".formatted(uri.getPort(), uri.getHost()));
        }
        return new Endpoint(withoutUser(uri), authorization(uri.getUserInfo()));
    }

    /** Scheme, host and path: what may be printed. A query may hold a token. */
    String display() {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return address.getScheme() + "://" + address.getHost() + port + address.getRawPath();
    }

    /** Names the address without its secret parts. */
    @Override
    public String toString() {
        return display();
    }

    private static URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "the address is not valid: %s at character %d (special characters are written as %%20 and the like)"
                            .formatted(e.getReason().toLowerCase(Locale.ROOT), e.getIndex() + 1));
        }
    }

    private static URI withoutUser(URI uri) {
        StringBuilder address = new StringBuilder()
                .append(uri.getScheme().toLowerCase(Locale.ROOT))
                .append("://")
                .append(uri.getHost());
        if (uri.getPort() >= 0) {
            address.append(':').append(uri.getPort());
        }
        address.append(uri.getRawPath().isEmpty() ? "/" : uri.getRawPath());
        if (uri.getRawQuery() != null) {
            address.append('?').append(uri.getRawQuery());
        }
        return URI.create(address.toString());
    }

    private static @Nullable String authorization(@Nullable String user) {
        if (user == null) {
            return null;
        }
        String pair = user.contains(":") ? user : user + ":";
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
