package dev.jobrunner.worker.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunContextTest {

    record Report(String title, List<Integer> pages) {}

    @Test
    void thePayloadIsReadAsAnObject() {
        RunContext run = SampleRun.withPayload("report", "{\"title\":\"May\",\"pages\":[1,2]}");

        assertThat(run.payloadAs(Report.class)).isEqualTo(new Report("May", List.of(1, 2)));
    }

    @Test
    void aPayloadThatDoesNotFitFailsTheRunInWords() {
        RunContext run = SampleRun.withPayload("report", "{\"title\":\"May\",\"pages\":\"all\"}");

        assertThatThrownBy(() -> run.payloadAs(Report.class))
                .isInstanceOf(RunFailedException.class)
                .hasMessageStartingWith("The payload of task 7 is not a Report: ");
    }

    @Test
    void aPayloadOfNullIsNoObject() {
        assertThatThrownBy(() -> SampleRun.withPayload("report", "null").payloadAs(Report.class))
                .isInstanceOf(RunFailedException.class)
                .hasMessage("The payload of task 7 is not a Report: it is null");
    }

    @Test
    void aBlankPayloadIsAnEmptyObject() {
        assertThat(SampleRun.withPayload("report", " ").payload()).isEqualTo("{}");
    }

    @Test
    void attemptsCountFromOne() {
        assertThatThrownBy(() ->
                        new RunContext(7, 42, "report", null, 0, Instant.EPOCH, Duration.ZERO, "{}", new RunOutput()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("attempt counts from 1, but is 0 (task 7)");
    }
}
