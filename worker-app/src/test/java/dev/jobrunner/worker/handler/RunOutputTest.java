package dev.jobrunner.worker.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunOutputTest {

    @Test
    void whatFitsIsKeptWhole() {
        RunOutput output = new RunOutput(2048);
        output.print("a");
        output.println("b");
        output.println("ü€😀");

        assertThat(output.snapshot()).isEqualTo("a\nb\nü€😀\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ü", "€", "😀", "a😀b€"})
    void whatDoesNotFitIsLeftOutInTheMiddleAndCounted(String piece) {
        RunOutput output = new RunOutput(1024);
        output.print("first ");
        for (int i = 0; i < 5000; i++) {
            output.print(piece);
        }
        output.print(" last");

        String kept = output.snapshot();
        assertThat(kept).startsWith("first ").endsWith(" last").doesNotContain("\uFFFD");
        assertThat(bytes(kept)).isLessThanOrEqualTo(1024).isGreaterThan(850);
        Matcher note = Pattern.compile("\n\\[\\.\\.\\. (\\d+) bytes left out \\.\\.\\.]\n")
                .matcher(kept);
        assertThat(note.find()).isTrue();
        assertThat(bytes(kept) - bytes(note.group()) + Long.parseLong(note.group(1)))
                .isEqualTo(output.totalBytes());
    }

    @Test
    void piecesOfAnySizeNeverExceedTheLimitNorChangeTheEnds() {
        Random random = new Random(20261124);
        for (int round = 0; round < 300; round++) {
            RunOutput output = new RunOutput(1024);
            StringBuilder all = new StringBuilder();
            for (int pieces = random.nextInt(12); pieces >= 0; pieces--) {
                String piece = "é0123456789€".repeat(random.nextInt(60)) + pieces;
                output.print(piece);
                all.append(piece);
            }
            String kept = output.snapshot();
            assertThat(bytes(kept)).isLessThanOrEqualTo(1024);
            if (kept.contains(" bytes left out ")) {
                assertThat(all.toString())
                        .startsWith(kept.substring(0, kept.indexOf("\n[...")))
                        .endsWith(kept.substring(kept.indexOf("...]\n") + "...]\n".length()));
            } else {
                assertThat(kept).isEqualTo(all.toString());
            }
        }
    }

    @Test
    void whatPostgresRefusesIsTakenOut() {
        RunOutput output = new RunOutput();
        output.print("a\0b\uD83Dc\uDE00d");

        assertThat(output.snapshot()).isEqualTo("ab\uFFFDc\uFFFDd");
    }

    @Test
    void bytesThatAreNotUtf8AreReplaced() throws IOException {
        RunOutput output = new RunOutput();
        try (OutputStream stream = output.stream()) {
            stream.write(new byte[] {'a', (byte) 0xFF, 'b', (byte) 0xE2, (byte) 0x82});
        }

        assertThat(output.snapshot()).isEqualTo("a\uFFFDb\uFFFD");
    }

    @Test
    void twoStreamsDoNotTearEachOthersCharacters() throws IOException {
        RunOutput output = new RunOutput();
        OutputStream one = output.stream();
        OutputStream other = output.stream();
        byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
        for (byte b : euro) {
            one.write(b);
            other.write(b);
        }

        assertThat(output.snapshot()).isEqualTo("€€");
    }

    @Test
    void aClosedStreamChangesNothingAnyMore() throws IOException {
        RunOutput output = new RunOutput();
        OutputStream stream = output.stream();
        stream.write('a');
        stream.close();
        stream.write('b');

        assertThat(output.snapshot()).isEqualTo("a");
    }

    @Test
    void theLastLinesAreWholeUnlessTooLong() {
        RunOutput output = new RunOutput();
        output.print("one\ntwo\nthree\n\n");

        assertThat(output.lastLines(2, 100)).isEqualTo("two\nthree");
        assertThat(output.lastLines(9, 100)).isEqualTo("one\ntwo\nthree");
        assertThat(output.lastLines(9, 4)).isEqualTo("hree");
        assertThat(new RunOutput().lastLines(3, 10)).isEmpty();
    }

    @Test
    void aLimitTooSmallForItsOwnNoteIsRefused() {
        assertThatThrownBy(() -> new RunOutput(1023))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1024")
                .hasMessageContaining("1023");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
