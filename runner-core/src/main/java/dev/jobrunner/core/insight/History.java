package dev.jobrunner.core.insight;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** How far back a chart looks, and how finely. */
public enum History {
    HOUR("1h", Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofSeconds(4)),
    SIX_HOURS("6h", Duration.ofHours(6), Duration.ofMinutes(5), Duration.ofSeconds(20)),
    DAY("24h", Duration.ofHours(24), Duration.ofMinutes(20), Duration.ofSeconds(100)),
    WEEK("7d", Duration.ofDays(7), Duration.ofHours(2), Duration.ofMinutes(10));

    private final String word;
    private final Duration length;
    private final Duration bucket;
    private final Duration cell;

    History(String word, Duration length, Duration bucket, Duration cell) {
        this.word = word;
        this.length = length;
        this.bucket = bucket;
        this.cell = cell;
    }

    /** The one that is spelled so in an address; empty if none is. */
    public static Optional<History> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }

    /** As an address spells it. */
    public String word() {
        return word;
    }

    public Duration length() {
        return length;
    }

    /** What one column of a chart stands for. */
    public Duration bucket() {
        return bucket;
    }

    /** Runs of one worker that end alike within this count as one; a whole number of them is a bucket. */
    public Duration cell() {
        return cell;
    }
}
