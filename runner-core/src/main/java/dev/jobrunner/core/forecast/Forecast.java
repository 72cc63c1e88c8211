package dev.jobrunner.core.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How busy the schedules will keep the fleet, if each run takes as long as it usually does.
 *
 * @param from beginning of the first bucket, which the present is in
 * @param bucket length of each
 * @param slots of the live workers that claim
 * @param tasks recurring ones that were counted
 * @param leftOut recurring ones that were not: there are too many different patterns
 * @param buckets in order, without gaps
 * @param hotSpots the times at which more runs want to run than there are slots, the first one first
 */
public record Forecast(
        Instant from,
        Duration bucket,
        int slots,
        int tasks,
        int leftOut,
        List<Bucket> buckets,
        List<HotSpot> hotSpots) {

    public Forecast {
        buckets = List.copyOf(buckets);
        hotSpots = List.copyOf(hotSpots);
    }

    /** End of the last bucket. */
    public Instant until() {
        return from.plus(bucket.multipliedBy(buckets.size()));
    }

    /**
     * A stretch of time.
     *
     * @param busy slots that are wanted on average
     * @param peak slots that are wanted in its busiest minute
     * @param limited whether tasks wait then for others of their type, as {@code max_concurrent_runs} demands
     * @param hot whether more is wanted in some minute than there are slots
     */
    public record Bucket(Instant from, double busy, double peak, boolean limited, boolean hot) {}
}
