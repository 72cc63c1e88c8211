package dev.jobrunner.worker.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.text.Redactor;
import dev.jobrunner.worker.live.LiveOutput.Piece;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LiveOutputTest {

    private final LiveOutput live = new LiveOutput(new Redactor(List.of("hunter22")));

    @Test
    void onlyWhatIsNewIsSent() {
        live.printed("one\n");
        assertThat(send()).isEqualTo(new Piece(0, "one\n", 4));
        assertThat(live.next()).isEmpty();

        live.printed("zwölf\n");
        assertThat(send()).isEqualTo(new Piece(4, "zwölf\n", 11));
    }

    @Test
    void whatWasNotTakenIsSentWholeTheNextTime() {
        live.printed("one\n");
        send();
        live.printed("two\n");
        assertThat(live.next()).isPresent();

        live.unsure();
        live.printed("three\n");

        assertThat(send()).isEqualTo(new Piece(0, "one\ntwo\nthree\n", 14));
    }

    @Test
    void aSecretThatComesInPiecesIsNeverShown() {
        StringBuilder shown = new StringBuilder();
        for (char c : "it is hunter22 and password= abc\n".toCharArray()) {
            live.printed(String.valueOf(c));
            live.next().ifPresent(piece -> {
                shown.append(piece.text());
                live.sent(piece);
            });
        }
        assertThat(shown.toString()).isEqualTo("it is *** and password= ***\n");
    }

    @Test
    void theTableMirrorsTheEndOfTheOutputWithinItsLimit() {
        Random dice = new Random(20261124);
        StringBuilder all = new StringBuilder();
        String row = "";
        long first = 0;
        for (int turn = 0; turn < 400; turn++) {
            for (int lines = dice.nextInt(40); lines > 0; lines--) {
                String line = turn + " ä€😀".repeat(dice.nextInt(30)) + "\n";
                all.append(line);
                live.printed(line);
            }
            Optional<Piece> piece = live.next();
            if (piece.isPresent() && dice.nextInt(5) == 0) {
                live.unsure();
            } else if (piece.isPresent()) {
                boolean joins = first + bytes(row) == piece.get().firstByte();
                row = joins ? row + piece.get().text() : piece.get().text();
                first = joins ? first : piece.get().firstByte();
                live.sent(piece.get());
                assertThat(bytes(row)).isLessThanOrEqualTo(LiveOutput.MOST_BYTES);
                assertThat(all.toString()).endsWith(row);
                assertThat(first + bytes(row)).isEqualTo(bytes(all.toString()));
            }
        }
        assertThat(first).as("more than the limit was printed").isPositive();
    }

    @Test
    void floodingKeepsTheEndAndCountsWhatWasLeftOut() {
        String line = "x".repeat(99) + "\n";
        for (int i = 0; i < 50_000; i++) {
            live.printed(line);
        }
        live.printed("the end\n");

        Piece piece = send();

        assertThat(piece.text()).endsWith("the end\n").startsWith("xxx");
        assertThat(piece.end()).isEqualTo(50_000 * 100L + 8);
        assertThat(bytes(piece.text())).isLessThanOrEqualTo(LiveOutput.MOST_BYTES);
    }

    @Test
    void whatFollowsACutWithinAWordIsNotShownUntilTheWordIsOver() {
        live.printed("y".repeat(300_000));
        live.printed("hunter");
        assertThat(live.next()).isEmpty();

        live.printed("22\nnext\n");

        assertThat(send().text()).isEqualTo("next\n");
    }

    private Piece send() {
        Piece piece = live.next().orElseThrow();
        live.sent(piece);
        return piece;
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
