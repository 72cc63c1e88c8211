package dev.jobrunner.worker.handler.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.worker.handler.RunContext;
import dev.jobrunner.worker.handler.RunFailedException;
import dev.jobrunner.worker.handler.RunOutput;
import dev.jobrunner.worker.handler.RunningJob;
import dev.jobrunner.worker.handler.SampleRun;
import dev.jobrunner.worker.handler.TaskHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class CommandHandlerTest {

    @Test
    void theCommandReadsThePayloadAndTheFactsOfTheRun() throws Exception {
        RunContext run = SampleRun.withPayload("mail-out", "{\"to\":\"Zoë\"}");

        shell("cat; echo; env | grep ^JOBRUNNER_ | grep -v MARK | sort; echo error >&2")
                .handle(run);

        assertThat(run.output().snapshot().lines())
                .contains("error")
                .filteredOn(line -> !line.equals("error"))
                .containsExactly(
                        "{\"to\":\"Zoë\"}",
                        "JOBRUNNER_ATTEMPT=2",
                        "JOBRUNNER_LATE_SECONDS=75",
                        "JOBRUNNER_RUN_ID=42",
                        "JOBRUNNER_SCHEDULED_FOR=2026-03-01T04:05:06Z",
                        "JOBRUNNER_TASK_ID=7",
                        "JOBRUNNER_TASK_TYPE=mail-out");
    }

    @Test
    void theSecretsOfTheWorkerStayWithIt() throws Exception {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.putAll(Map.of(
                "DATABASE_URL", "hidden-1",
                "ADMIN_PASSWORD", "hidden-2",
                "WEBHOOK_SECRET", "hidden-3",
                "PGPASSWORD", "hidden-4",
                "HANDLER_X", "https://me:hidden-5@host/",
                "SPRING_DATASOURCE_PASSWORD", "hidden-6",
                "JOBRUNNER_WEBHOOK_SECRET", "hidden-7",
                "OPERATOR_PASSWORD", "hidden-8",
                "OIDC_CLIENT_SECRET", "hidden-9",
                "SMTP_PASSWORD", "passed-on"));
        RunContext run = SampleRun.of("job");

        new CommandHandlerFactory(environment).create("job", "env").handle(run);

        assertThat(run.output().snapshot()).contains("SMTP_PASSWORD=passed-on").doesNotContain("hidden");
    }

    @Test
    void noShellInterpretsTheCommandLine() throws Exception {
        RunContext run = SampleRun.of("job");

        command("echo $HOME '*' ; echo two").handle(run);

        assertThat(run.output().snapshot()).isEqualTo("$HOME * ; echo two\n");
    }

    @Test
    void anExitCodeFailsTheRunWithTheLastLines() {
        assertThatThrownBy(
                        () -> shell("seq 1 50; echo no such file >&2; exit 3").handle(SampleRun.of("job")))
                .isInstanceOf(RunFailedException.class)
                .hasMessageStartingWith("exit code 3\n")
                .message()
                .satisfies(message -> assertThat(message.lines()).hasSize(11).contains("no such file", "50"));
    }

    @Test
    void aSilentFailureSaysSo() {
        assertThatThrownBy(() -> command("false").handle(SampleRun.of("job")))
                .hasMessage("exit code 1, and it printed nothing");
    }

    @ParameterizedTest
    @CsvSource({"KILL, 137, 9", "TERM, 143, 15", "SEGV, 139, 11"})
    void aSignalIsNamed(String signal, int code, int number) {
        assertThatThrownBy(() -> shell("kill -%s $$".formatted(signal)).handle(SampleRun.of("job")))
                .isInstanceOf(RunFailedException.class)
                .hasMessageStartingWith("exit code %d: killed by signal %d (SIG%s)".formatted(code, number, signal));
    }

    @Test
    void aCommandThatVanishedFailsTheRun(@TempDir Path directory) throws IOException {
        Path script = executable(directory.resolve("job.sh"), "#!/bin/sh\necho here\n");
        TaskHandler handler = command(script.toString());
        Files.delete(script);

        assertThatThrownBy(() -> handler.handle(SampleRun.of("job")))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("No such file");
    }

    @Test
    void outputIsSeenWhileTheCommandRuns(@TempDir Path directory) throws Exception {
        RunContext run = SampleRun.of("job");
        Path go = directory.resolve("go");
        RunningJob job = RunningJob.start(
                shell("echo half; while [ ! -e %s ]; do sleep 0.05; done; echo done".formatted(go)), run);

        await().until(() -> run.output().snapshot().equals("half\n"));
        Files.createFile(go);
        job.awaitEnd();

        assertThat(job.failure()).isNull();
        assertThat(run.output().snapshot()).isEqualTo("half\ndone\n");
    }

    @Test
    void aFloodIsCappedWithoutFillingTheHeap() throws Exception {
        RunContext run = SampleRun.of("job");
        long before = usedHeap();

        shell(
                        "head -c 50000000 /dev/zero | tr '\\0' o & head -c 50000000 /dev/zero | tr '\\0' e >&2; wait; echo; echo end")
                .handle(run);

        // While the run is still referenced: whatever it keeps counts.
        assertThat(usedHeap() - before).isLessThan(16_000_000);
        assertThat(run.output().totalBytes()).isGreaterThan(100_000_000);
        assertThat(run.output().snapshot().getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(RunOutput.DEFAULT_LIMIT_BYTES);
        assertThat(run.output().snapshot()).endsWith("\nend\n").contains("bytes left out");
    }

    @Test
    void aCommandThatNeverReadsItsPayloadIsNoFailure() throws Exception {
        String payload = "{\"text\":\"%s\"}".formatted("x".repeat(2_000_000));

        command("true").handle(SampleRun.withPayload("job", payload));
        shell("exec <&-; echo fine").handle(SampleRun.withPayload("job", payload));
    }

    @Test
    void aLargePayloadArrivesWhole() throws Exception {
        RunContext run = SampleRun.withPayload("job", "{\"text\":\"%s\"}".formatted("x".repeat(2_000_000)));

        command("wc -c").handle(run);

        assertThat(run.output().snapshot()).isEqualTo("2000011\n");
    }

    @Test
    void aCommandThatClosesItsOutputEarlyIsWaitedFor(@TempDir Path directory) throws Exception {
        Path result = directory.resolve("result");

        shell("exec >&- 2>&-; sleep 0.3; echo late > " + result).handle(SampleRun.of("job"));

        assertThat(result).hasContent("late");
    }

    @Test
    void brokenTextIsMadeStorable() throws Exception {
        RunContext run = SampleRun.of("job");

        shell("printf 'a\\000b\\377c\\n'").handle(run);

        assertThat(run.output().snapshot()).isEqualTo("ab\uFFFDc\n");
    }

    @Test
    void aRunThatWasStoppedBeforeItBeganStartsNothing(@TempDir Path directory) {
        Path started = directory.resolve("started");

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> command("touch " + started).handle(SampleRun.of("job")))
                .isInstanceOf(InterruptedException.class);
        assertThat(started).doesNotExist();
    }

    @Test
    void commandsThatCannotStartAreRefused(@TempDir Path directory) throws IOException {
        Path notExecutable = Files.writeString(directory.resolve("job.sh"), "echo");

        assertRefused(
                "no-such-command-here x", "the command no-such-command-here is in none of the directories of PATH");
        assertRefused("/no/such/file --password=secret", "the command /no/such/file does not exist");
        assertRefused("bin/job", "the command bin/job does not exist in the worker's directory ");
        assertRefused(notExecutable.toString(), "is not an executable file; make it one (chmod +x)");
        assertRefused(directory.toString(), "is not an executable file");
        assertRefused("''", "the command line names no command");
        assertRefused("echo 'a", "a quote (') is opened but never closed");
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void assertRefused(String commandLine, String reason) {
        assertThatThrownBy(() -> command(commandLine))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .message()
                .doesNotContain("secret");
    }

    private static Path executable(Path file, String content) throws IOException {
        Files.writeString(file, content);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private static TaskHandler shell(String script) {
        return command("sh -c '%s'".formatted(script.replace("'", "'\\''")));
    }

    private static TaskHandler command(String commandLine) {
        return new CommandHandlerFactory(System.getenv()).create("job", commandLine);
    }
}
