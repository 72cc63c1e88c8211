package dev.jobrunner.scheduler.dashboard.overview;

import dev.jobrunner.scheduler.dashboard.Marks;

/**
 * A bar as it is drawn.
 *
 * @param x in percent, as SVG spells it
 * @param end where its mark stands
 * @param row from the top, 0 first
 * @param status its colour and mark; {@code coming} for a ghost
 * @param path of what it leads to
 * @param title what it is, in words
 */
record Shape(String x, String width, String end, int row, String status, String path, String title) {

    /** Whether it ends in a mark; what is as it should be has none, and is calm. */
    boolean hasMark() {
        return Marks.WORDS.contains(status) && !status.equals("completed");
    }

    /** Pixels from the top of the lane. */
    int y() {
        return 3 + row * LaneLayout.ROW_HEIGHT;
    }
}
