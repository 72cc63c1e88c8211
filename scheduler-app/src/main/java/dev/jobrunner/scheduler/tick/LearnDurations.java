package dev.jobrunner.scheduler.tick;

import dev.jobrunner.core.forecast.Forecaster;
import java.time.Duration;

/** Learns how long runs usually take, so that nobody who asks for a forecast has to wait for that. */
final class LearnDurations implements TickStep {

    private static final Duration REGULARLY = Duration.ofMinutes(5);

    private final Forecaster forecaster;

    LearnDurations(Forecaster forecaster) {
        this.forecaster = forecaster;
    }

    @Override
    public String name() {
        return "learn how long runs take";
    }

    @Override
    public Duration run() {
        forecaster.learn();
        return REGULARLY;
    }
}
