package dev.jobrunner.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole worker as a process, with handler settings that cannot work. The database is never asked. */
@Timeout(60)
class StartRefusalTest {

    @TempDir
    private Path folder;

    @Test
    void aWrongHandlerIsOneLineAndExitCodeTwo() throws Exception {
        assertThat(refusal(Map.of("HANDLER_X", "ftp://me:hunter22@host/x")))
                .containsExactly("Not started: HANDLER_X: its scheme ftp:// is unknown; allowed are https://…, http://…"
                        + " or a command line");
    }

    @Test
    void severalWrongHandlersAreOneLineEach() throws Exception {
        List<String> lines = refusal(Map.of("HANDLER_X", "ftp://host/x", "HANDLER_Y", "no-such-command-here"));

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo("Not started: 2 handlers are wrong:");
        assertThat(lines.get(1)).startsWith("- HANDLER_X: its scheme ftp://");
        assertThat(lines.get(2)).startsWith("- HANDLER_Y: the command no-such-command-here is in none of");
    }

    @Test
    void aWebhookSecretThatIsNoneIsOneLine() throws Exception {
        assertThat(refusal(Map.of("WEBHOOK_SECRET", "whsec_hunter22*hunter22*hunter22*hunter22")))
                .singleElement()
                .asString()
                .startsWith("Not started: WEBHOOK_SECRET has a wrong value; it must be Base64");
    }

    /** What the operator reads on stderr. */
    private List<String> refusal(Map<String, String> settings) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Dsun.stdout.encoding=UTF-8",
                "-Dsun.stderr.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                WorkerApplication.class.getName());
        builder.environment().keySet().removeIf(name -> name.startsWith("HANDLER_"));
        builder.environment().put("DATABASE_URL", "postgres://nobody@localhost:1/none");
        builder.environment().put("SPRING_FLYWAY_ENABLED", "false"); // only on the class path of tests
        builder.environment().putAll(settings);
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS))
                    .as("it ends by itself")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(Files.readString(out)).doesNotContain("\tat ").doesNotContain("hunter22");
        assertThat(Files.readString(err)).doesNotContain("hunter22");
        return Files.readAllLines(err);
    }
}
