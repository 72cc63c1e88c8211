package dev.jobrunner.scheduler.api.run;

import dev.jobrunner.core.insight.RunOutputReader;
import dev.jobrunner.core.insight.RunText;
import dev.jobrunner.core.insight.RunText.Piece;
import dev.jobrunner.scheduler.input.NotFoundException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/runs/{id}/output}: what a run has printed, whole or by ranges of bytes. */
@RestController
@Tag(name = "Runs")
final class RunOutputController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final RunOutputReader outputs;

    RunOutputController(RunOutputReader outputs) {
        this.outputs = outputs;
    }

    @GetMapping("/api/v1/runs/{id}/output")
    @Operation(
            summary = "Read a run's output",
            description =
                    "As text. To follow it, ask for 'bytes=0-' and then, again and again, for what comes after the end that"
                            + " Content-Range names; 416 says that there is no more yet. Positions count all that was"
                            + " printed, kept or not, and stay true when the run ends; a piece never cuts a character, and"
                            + " begins later than asked where that is not kept. The header Run-State is live while more"
                            + " may come, then ended.",
            operationId = "getRunOutput",
            responses = {
                @ApiResponse(
                        responseCode = "200",
                        description = "All that is kept.",
                        content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string"))),
                @ApiResponse(
                        responseCode = "206",
                        description = "The range, and in Content-Range where it is.",
                        content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string"))),
                @ApiResponse(responseCode = "416", description = "There is no more (yet).", content = @Content)
            })
    ResponseEntity<Object> output(
            @PathVariable long id,
            @Parameter(in = ParameterIn.HEADER, description = "One range of bytes.", example = "bytes=0-")
                    @RequestHeader(name = HttpHeaders.RANGE, required = false)
                    @Nullable
                    String range) {
        RunText text = outputs.read(id).orElseThrow(() -> new NotFoundException("run " + id));
        Optional<ByteRange> asked = ByteRange.parse(range);
        if (asked.isEmpty()) {
            return answer(HttpStatus.OK, text).body(text.text().getBytes(StandardCharsets.UTF_8));
        }
        Optional<Piece> piece = asked.get()
                .start(text.total())
                .flatMap(start -> text.read(start, asked.get().end()));
        if (piece.isEmpty()) {
            return answer(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, text)
                    .header(HttpHeaders.CONTENT_RANGE, "bytes */" + text.total())
                    .body(new byte[0]);
        }
        return answer(HttpStatus.PARTIAL_CONTENT, text)
                .header(
                        HttpHeaders.CONTENT_RANGE,
                        "bytes %d-%d/%d"
                                .formatted(piece.get().first(), piece.get().end() - 1, text.total()))
                .body(piece.get().bytes());
    }

    private static ResponseEntity.BodyBuilder answer(HttpStatus status, RunText text) {
        return ResponseEntity.status(status)
                .contentType(TEXT)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.ACCEPT_RANGES, "bytes")
                .header("Run-State", text.live() ? "live" : "ended")
                .header("Run-Output-Bytes", String.valueOf(text.total()));
    }
}
