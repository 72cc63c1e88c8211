package dev.jobrunner.scheduler.api.run;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One range of a {@code Range} header (RFC 9110).
 *
 * @param first position of the first byte; null for the last {@code last} bytes
 * @param last position of the last byte; null for all to the end
 */
record ByteRange(@Nullable Long first, @Nullable Long last) {

    private static final Pattern ONE = Pattern.compile("bytes=\\s*(\\d{0,15})-(\\d{0,15})\\s*");

    /** Empty where there is no header, or one that a server may ignore: several ranges, another unit, no sense. */
    static Optional<ByteRange> parse(@Nullable String header) {
        Matcher parts = ONE.matcher(header == null ? "" : header);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Long first = number(parts.group(1));
        Long last = number(parts.group(2));
        boolean senseless = first == null ? last == null : last != null && last < first;
        return senseless ? Optional.empty() : Optional.of(new ByteRange(first, last));
    }

    /** Where it begins in so many bytes; empty if that is behind their end. */
    Optional<Long> start(long total) {
        Long from = first;
        Long suffix = last;
        long start = from != null ? from : Math.max(0, total - (suffix == null ? 0 : suffix));
        return start < total ? Optional.of(start) : Optional.empty();
    }

    /** Position of the last byte wanted, which may be behind the end of all. */
    long end() {
        Long to = last;
        return first == null || to == null ? Long.MAX_VALUE - 1 : to;
    }

    private static @Nullable Long number(String digits) {
        return digits.isEmpty() ? null : Long.valueOf(digits);
    }
}
