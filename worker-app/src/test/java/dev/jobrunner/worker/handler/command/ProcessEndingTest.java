package dev.jobrunner.worker.handler.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.worker.handler.RunContext;
import dev.jobrunner.worker.handler.RunningJob;
import dev.jobrunner.worker.handler.SampleRun;
import dev.jobrunner.worker.handler.TaskHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every process of a command writes its id into a file before it starts to wait, so that a survivor is found. */
@Timeout(60)
class ProcessEndingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "only itself            | 1 | exec W1",
                "children               | 2 | W1 & W2 & wait",
                "a child without parent | 2 | (W1 &) ; W2",
                "nohup                  | 2 | nohup W1 & W2",
                "setsid                 | 2 | setsid W1 & W2",
                "double fork            | 2 | (setsid sh -c 'W1 & exit 0' &) ; W2",
                "no environment         | 2 | (env -i PATH=\"$PATH\" W1 &) ; W2",
                "own group              | 2 | set -m; (W1 &) ; W2",
            })
    void aStoppedRunLeavesNoProcess(String what, int processes, String script) throws Exception {
        RunningJob job = RunningJob.start(shell(script), SampleRun.of("job"));
        List<Long> pids = awaitPids(processes);

        Duration took = job.stop();

        assertThat(job.failure()).isInstanceOf(InterruptedException.class);
        assertThat(pids).noneMatch(ProcessEndingTest::lives);
        assertThat(took).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aProcessThatIgnoresTheRequestToEndIsKilled() throws Exception {
        RunningJob job = RunningJob.start(shell("trap \"\" TERM; setsid W1 & nohup W2 & W3"), SampleRun.of("job"));
        List<Long> pids = awaitPids(3);

        Duration took = job.stop();

        assertThat(pids).noneMatch(ProcessEndingTest::lives);
        assertThat(took).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(5));
    }

    @Test
    void aCommandMayCleanUpWhenItIsStopped() throws Exception {
        RunContext run = SampleRun.of("job");
        RunningJob job = RunningJob.start(shell("trap \"echo cleaned; exit 0\" TERM; W1 & wait"), run);
        awaitPids(1);

        job.stop();

        assertThat(run.output().snapshot()).contains("cleaned");
    }

    @Test
    void processesThatKeepForkingAreEnded() throws Exception {
        RunningJob job = RunningJob.start(
                shell("spawn() { while :; do setsid sh -c \"echo x >> %s/forks; sleep 300\" & sleep 0.01; done; };"
                                .formatted(directory)
                        + " trap \"\" TERM; spawn & W1"),
                SampleRun.of("job"));
        awaitPids(1);
        await().ignoreExceptions()
                .until(() -> Files.readAllLines(directory.resolve("forks")).size() > 20);

        job.stop();

        long before = Files.size(directory.resolve("forks"));
        assertThat(ProcessTable.read())
                .noneMatch(entry -> ProcessTable.mark(entry.pid())
                        .filter(mark ->
                                mark.workerPid() == ProcessHandle.current().pid())
                        .isPresent());
        assertThat(Files.size(directory.resolve("forks"))).isEqualTo(before);
    }

    @Test
    void whatACommandLeavesRunningIsEndedWithANote() throws Exception {
        RunContext run = SampleRun.of("job");

        shell("W1 & setsid nohup W2 & while [ ! -s D/1 ] || [ ! -s D/2 ]; do sleep 0.02; done; echo over")
                .handle(run);

        assertThat(awaitPids(2)).noneMatch(ProcessEndingTest::lives);
        assertThat(run.output().snapshot())
                .isEqualTo("over\n[jobrunner] ended what the command had left running: processes: 2\n");
    }

    @Test
    void aFloodingProcessThatIsLeftBehindNeitherHangsTheRunNorFillsTheHeap() throws Exception {
        RunContext run = SampleRun.of("job");
        long start = System.nanoTime();

        // It goes on although nobody reads any more: the JDK closes the pipe as soon as the command itself has ended.
        shell("trap \"\" TERM PIPE; while :; do echo y; done 2> /dev/null & exit 0")
                .handle(run);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
        assertThat(run.output().snapshot()).contains("[jobrunner] ended what the command had left running");
    }

    @Test
    void aDaemonThatHasHiddenItselfAndHoldsTheOutputDoesNotHangTheRun() throws Exception {
        RunContext run = SampleRun.of("job");
        String hidden = "setsid env -i PATH=\"$PATH\" setsid sh -c \"W1 & exit 0\"";
        try {
            shell(hidden + " & while [ ! -s D/1 ]; do sleep 0.02; done; echo over")
                    .handle(run);

            // The JDK itself closes the pipe where nobody is reading at the moment the command ends; nothing is missing
            // then.
            assertThat(run.output().snapshot())
                    .isIn("over\n", "over\n[jobrunner] the rest of the output is missing: a process holds it open\n");
        } finally {
            awaitPids(1).forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    @Test
    void processesOfAKilledWorkerAreEndedBeforeTheNextCommand() throws Exception {
        Process worker = WorkerProcess.start("sh " + script("setsid W1 & W2"));
        List<Long> pids = awaitPids(2);
        worker.destroyForcibly().waitFor();
        assertThat(pids).allMatch(ProcessEndingTest::lives);

        new CommandHandlerFactory(System.getenv()).create("job", "true").handle(SampleRun.of("job"));

        assertThat(pids).noneMatch(ProcessEndingTest::lives);
    }

    @Test
    void processesOfALivingWorkerAreSpared() throws Exception {
        Process worker = WorkerProcess.start("sh " + script("setsid W1 & W2"));
        try {
            List<Long> pids = awaitPids(2);

            new CommandHandlerFactory(System.getenv()).create("job", "true").handle(SampleRun.of("job"));

            assertThat(pids).allMatch(ProcessEndingTest::lives);
        } finally {
            worker.destroyForcibly().waitFor();
            Orphans.end(Duration.ZERO);
        }
    }

    /** W1 becomes a process that writes its id to the file 1 and waits; D is the directory of these files. */
    private TaskHandler shell(String script) throws IOException {
        return new CommandHandlerFactory(System.getenv()).create("job", "sh " + script(script));
    }

    private Path script(String content) throws IOException {
        Path wait = directory.resolve("wait");
        Files.writeString(wait, "#!/bin/sh\necho $$ > $1.new && mv $1.new $1 && exec sleep 300\n");
        assertThat(wait.toFile().setExecutable(true)).isTrue();
        String complete = content.replace("D/", directory + "/");
        for (String name : List.of("1", "2", "3")) {
            complete = complete.replace("W" + name, wait + " " + directory.resolve(name));
        }
        return Files.writeString(directory.resolve("script"), complete);
    }

    private List<Long> awaitPids(int processes) throws IOException {
        await().atMost(PATIENCE).until(() -> pidFiles().size() == processes);
        return pidFiles().stream().map(ProcessEndingTest::pid).toList();
    }

    private List<Path> pidFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d"))
                    .toList();
        }
    }

    private static long pid(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean lives(long pid) {
        return ProcessTable.entry(pid).isPresent();
    }
}
