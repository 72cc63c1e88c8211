package dev.jobrunner.scheduler.dashboard.overview;

import dev.jobrunner.scheduler.dashboard.overview.TimeAxis.TimeTick;
import java.util.List;

/**
 * The fleet over time, ready to be drawn.
 *
 * @param lanes living workers first, then those that are gone
 * @param coming what will run, to the right of now
 * @param ticks grid lines
 * @param now where the present is, in percent
 * @param summary the same in a sentence
 * @param unseen workers of that time that have no lane, for want of room
 */
public record Timeline(List<Lane> lanes, Lane coming, List<TimeTick> ticks, String now, String summary, int unseen) {

    public Timeline {
        lanes = List.copyOf(lanes);
        ticks = List.copyOf(ticks);
    }
}
