package dev.jobrunner.worker.handler.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b  c",
                "\ta 'b c' ",
                "'a\\b' \"a\\b\" a\\b",
                "\"a \\\"b\\\" \\$c \\\\ \\`d\"",
                "it\\'s a\\ b",
                "'' a\"\"b \"\"",
                "pre'fix 'and\" suffix\"",
                "--x='{\"a\": 1}' y",
                "a\nb",
                "'#' 'a;b|c>d'"
            })
    void wordsAreThoseOfAShell(String line) throws IOException {
        assertThat(CommandLine.split(line)).isEqualTo(wordsOfShell(line));
    }

    @Test
    void nothingIsExpanded() {
        assertThat(CommandLine.split("echo $HOME *.txt `id` a;b | c > d && e # f ~"))
                .containsExactly("echo", "$HOME", "*.txt", "`id`", "a;b", "|", "c", ">", "d", "&&", "e", "#", "f", "~");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a 'b", "a \"b", "\"a\\\"", "a \\"})
    void anUnfinishedLineIsRefused(String line) {
        assertThatThrownBy(() -> CommandLine.split(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the command line cannot be read: ");
    }

    private static List<String> wordsOfShell(String line) throws IOException {
        Process shell = new ProcessBuilder(
                        "sh",
                        "-c",
                        "set -f; for word in " + line.strip().replace('\n', ' ')
                                + "; do printf '%s\\0' \"$word\"; done")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return List.of(words.substring(0, words.length() - 1).split("\0", -1));
    }
}
