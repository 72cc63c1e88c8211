package dev.jobrunner.worker.handler.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobrunner.worker.handler.RunContext;
import dev.jobrunner.worker.handler.RunFailedException;
import dev.jobrunner.worker.handler.SampleRun;
import dev.jobrunner.worker.handler.TaskHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of the documentation runs as it stands there, but for the directory that it writes to. */
class DocumentedCommandTest {

    private static final Path PAGE = Path.of("..", "docs", "jobs-command.md");

    @TempDir
    Path directory;

    private TaskHandler handler;

    @BeforeEach
    void writeScript() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("#!/bin/sh");
        String script = page.substring(start, page.indexOf("```", start)).replace("/var/tmp", directory.toString());
        Path file = Files.writeString(directory.resolve("disk-report.sh"), script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        handler = new CommandHandlerFactory(System.getenv()).create("disk_report", file.toString());
    }

    @Test
    void itWritesTheReportOfItsSlotOnceHoweverOftenItRuns() throws Exception {
        RunContext run = SampleRun.withPayload("disk_report", "{\"directory\": \"" + directory + "\"}");

        handler.handle(run);
        handler.handle(run);

        Path report = directory.resolve("disk-report-2026-03-01T04:05:06Z.txt");
        assertThat(run.output().snapshot())
                .isEqualTo("wrote %s\n".formatted(report).repeat(2));
        assertThat(report).content().contains(directory.toString());
    }

    @Test
    void itRefusesAPayloadThatNamesNoDirectory() {
        assertThatThrownBy(() -> handler.handle(SampleRun.of("disk_report")))
                .isInstanceOf(RunFailedException.class)
                .hasMessage("exit code 2\nthe payload names no directory: {}");
    }
}
