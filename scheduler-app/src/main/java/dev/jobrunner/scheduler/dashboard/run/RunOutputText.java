package dev.jobrunner.scheduler.dashboard.run;

import dev.jobrunner.core.insight.RunOutputReader;
import dev.jobrunner.core.insight.RunText;
import dev.jobrunner.core.insight.RunText.Piece;
import dev.jobrunner.scheduler.dashboard.NotThereException;
import dev.jobrunner.scheduler.input.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * {@code /runs/{id}/output}: what a run has printed, for its page. All of it, or with {@code from} the piece behind that
 * position; 204 where there is none yet, since a browser reports the 416 of the API's ranges as an error.
 */
@Controller
final class RunOutputText {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final RunOutputReader outputs;

    RunOutputText(RunOutputReader outputs) {
        this.outputs = outputs;
    }

    @GetMapping("/runs/{id}/output")
    ResponseEntity<byte[]> output(@PathVariable long id, @RequestParam(required = false) @Nullable String from) {
        RunText text = outputs.read(id).orElseThrow(() -> new NotThereException("Run " + id + " is not known."));
        if (from == null) {
            return answer(HttpStatus.OK, text).body(text.text().getBytes(StandardCharsets.UTF_8));
        }
        if (!from.matches("\\d{1,15}")) {
            throw new InvalidInputException("from", from, "a position in the output, a whole number");
        }
        Optional<Piece> piece = text.read(Long.parseLong(from), Long.MAX_VALUE - 1);
        if (piece.isEmpty()) {
            return answer(HttpStatus.NO_CONTENT, text).build();
        }
        return answer(HttpStatus.OK, text)
                .header("Run-Output-First", String.valueOf(piece.get().first()))
                .header("Run-Output-Next", String.valueOf(piece.get().end()))
                .body(piece.get().bytes());
    }

    private static ResponseEntity.BodyBuilder answer(HttpStatus status, RunText text) {
        return ResponseEntity.status(status)
                .contentType(TEXT)
                .cacheControl(CacheControl.noStore())
                .header("Run-State", text.live() ? "live" : "ended");
    }
}
