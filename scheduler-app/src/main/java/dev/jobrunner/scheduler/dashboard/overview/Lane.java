package dev.jobrunner.scheduler.dashboard.overview;

/**
 * What one worker ran, as it is drawn; or what is coming.
 *
 * @param id of the worker; empty for what is coming
 * @param state running, draining, stale or gone
 * @param note its figures in words, which is also what a screen reader says
 * @param rows how many bars high it is
 * @param svg its bars
 */
public record Lane(String id, String state, String note, int rows, String svg) {

    /** Pixels. */
    public int height() {
        return rows * LaneLayout.ROW_HEIGHT + 4;
    }

    public boolean gone() {
        return state.equals("gone");
    }
}
