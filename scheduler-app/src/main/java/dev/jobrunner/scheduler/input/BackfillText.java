package dev.jobrunner.scheduler.input;

import dev.jobrunner.core.backfill.BackfillPlan;
import dev.jobrunner.core.backfill.BackfillRequest;
import org.jspecify.annotations.Nullable;

/** Reads which slots shall be filled as people and programs write it. */
public final class BackfillText {

    private BackfillText() {}

    /**
     * Which slots.
     *
     * @param prefix of the names, for messages
     * @param parallelism blank: 1
     * @throws InvalidInputException naming what is missing or cannot be read
     */
    public static BackfillRequest parse(
            String prefix, @Nullable String from, @Nullable String to, @Nullable String parallelism) {
        return new BackfillRequest(
                PointInTime.parse(prefix + "from", from == null ? "" : from),
                PointInTime.parse(prefix + "to", to == null ? "" : to),
                parallelism == null || parallelism.isBlank()
                        ? 1
                        : WholeNumber.parse(prefix + "parallelism", parallelism, 1, BackfillRequest.MOST_PARALLEL));
    }

    /**
     * What a backfill does, or would, in a sentence without its full stop.
     *
     * @param dry whether it only would
     */
    public static String sentence(BackfillPlan plan, int parallelism, boolean dry) {
        String before = plan.before() == 0 ? "" : "; " + plan.before() + " of its slots were backfilled before";
        if (plan.filled() == 0) {
            return "nothing to fill: "
                    + (plan.slots() == 0
                            ? "no slot lies there"
                            : "all " + plan.before() + " slots there were backfilled before");
        }
        return (dry ? "would fill " : "fills ") + plan.filled() + (plan.filled() == 1 ? " slot" : " slots") + " from "
                + plan.first() + " to " + plan.last() + ", at most " + parallelism + " at once" + before;
    }
}
