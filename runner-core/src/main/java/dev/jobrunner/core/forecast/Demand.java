package dev.jobrunner.core.forecast;

/** Seconds of work that are wanted in each minute. */
final class Demand {

    private final double[] whole;
    private final double[] rest;

    Demand(int minutes) {
        this.whole = new double[minutes + 1];
        this.rest = new double[minutes];
    }

    /** So many runs of that length begin with that minute. */
    void add(int minute, int seconds, int runs) {
        int last = minute + seconds / 60;
        whole[minute] += runs;
        whole[Math.min(last, rest.length)] -= runs;
        if (last < rest.length) {
            rest[last] += (double) runs * (seconds % 60);
        }
    }

    /**
     * Adds what may run at once to a total, slots for each minute; the rest is put off to the minutes after.
     *
     * @param limit runs at once
     * @param limited marks the minutes in which something is put off
     */
    void serve(int limit, double[] total, boolean[] limited) {
        double most = limit * 60.0;
        double running = 0;
        double backlog = 0;
        for (int minute = 0; minute < rest.length; minute++) {
            running += whole[minute];
            double wanted = running * 60 + rest[minute] + backlog;
            double served = Math.min(most, wanted);
            backlog = wanted - served;
            total[minute] += served / 60;
            limited[minute] |= backlog > 0.5;
        }
    }
}
