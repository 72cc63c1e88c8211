package dev.jobrunner.worker.handler;

import java.time.Duration;
import java.time.Instant;

/** Runs made up for tests. */
public final class SampleRun {

    private SampleRun() {}

    public static RunContext of(String taskType) {
        return withPayload(taskType, "{}");
    }

    public static RunContext withPayload(String taskType, String payload) {
        return new RunContext(
                7,
                42,
                taskType,
                "nightly",
                2,
                Instant.parse("2026-03-01T04:05:06Z"),
                Duration.ofSeconds(75),
                payload,
                new RunOutput());
    }
}
