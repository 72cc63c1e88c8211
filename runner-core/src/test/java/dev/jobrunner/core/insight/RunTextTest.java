package dev.jobrunner.core.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.insight.RunText.Piece;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunTextTest {

    private static final long ALL = Long.MAX_VALUE - 1;

    @Test
    void aPieceNeverCutsACharacter() {
        RunText text = RunText.ofEnded("aé€😀z");

        for (long from = 0; from < text.total(); from++) {
            for (long to = from; to < text.total(); to++) {
                Piece piece = text.read(from, to).orElseThrow();
                assertThat(text(piece)).as("%d-%d", from, to).isNotEmpty().doesNotContain("\uFFFD");
                assertThat(piece.first()).isLessThanOrEqualTo(from);
                assertThat(piece.end()).isGreaterThan(from);
            }
        }
    }

    @Test
    void readingOnFromTheEndOfEachPieceGivesAllOfIt() {
        RunText text = RunText.ofEnded("aé€😀z".repeat(50));
        StringBuilder read = new StringBuilder();
        long next = 0;

        for (Optional<Piece> piece = text.read(0, 6); piece.isPresent(); piece = text.read(next, next + 6)) {
            read.append(text(piece.get()));
            next = piece.get().end();
        }

        assertThat(read).hasToString(text.text());
    }

    @Test
    void aLiveOutputWhoseBeginningIsGoneStartsAtWhatIsKept() {
        RunText text = RunText.ofLive(1000, "tail");

        assertThat(text.total()).isEqualTo(1004);
        assertThat(text.read(0, ALL).orElseThrow().first()).isEqualTo(1000);
        assertThat(text(text.read(1002, ALL).orElseThrow())).isEqualTo("il");
        assertThat(text.read(1004, ALL)).isEmpty();
    }

    @Test
    void positionsStayTrueWhenTheLedgerLeavesOutTheMiddle() {
        RunText text = RunText.ofEnded("head\n[... 992 bytes left out ...]\ntail\n[... 7 bytes left out ...]\n");

        assertThat(text(text.read(0, ALL).orElseThrow())).isEqualTo("head");
        assertThat(text.read(4, ALL).orElseThrow().first()).isEqualTo(996);
        assertThat(text(text.read(998, ALL).orElseThrow())).startsWith("il\n[... 7 bytes");
        assertThat(text.total()).isEqualTo(996 + 32);
    }

    @Test
    void nothingPrintedIsNothingToRead() {
        assertThat(RunText.ofEnded("").read(0, ALL)).isEmpty();
        assertThat(RunText.ofLive(0, "").total()).isZero();
    }

    private static String text(Piece piece) {
        return new String(piece.bytes(), StandardCharsets.UTF_8);
    }
}
