package dev.jobrunner.scheduler.api.calendar;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.calendar.Calendar;
import dev.jobrunner.core.calendar.Calendars;
import dev.jobrunner.scheduler.api.ApiPage;
import dev.jobrunner.scheduler.api.IfMatch;
import dev.jobrunner.scheduler.input.NotFoundException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Calendars, read and changed as a whole. */
@RestController
@RequestMapping("/api/v1/calendars")
@Tag(name = "Calendars", description = "When nothing runs. A task names one in its field calendar.")
final class CalendarController {

    private static final String NAME = "1 to 100 letters, digits, dots, hyphens and underscores.";

    private final Calendars calendars;
    private final Clock clock;

    CalendarController(Calendars calendars, Clock clock) {
        this.calendars = calendars;
        this.clock = clock;
    }

    @GetMapping
    @Operation(summary = "List calendars", operationId = "listCalendars", description = "All, by name.")
    ApiPage<CalendarView> list() {
        return new ApiPage<>(
                calendars.list().stream()
                        .map(each -> CalendarView.of(each, clock.instant()))
                        .toList(),
                null);
    }

    @GetMapping("/{name}")
    @Operation(summary = "Show one calendar", operationId = "getCalendar")
    ResponseEntity<CalendarView> show(@Parameter(description = NAME, example = "holidays") @PathVariable String name) {
        return answer(HttpStatus.OK, name);
    }

    @PutMapping("/{name}")
    @Operation(
            summary = "Make or change a calendar",
            operationId = "setCalendar",
            description =
                    "As a whole. Its tasks are planned anew at the next tick and never fire at once. With If-Match it is"
                            + " changed only if nobody has changed it since.",
            responses = {
                @ApiResponse(
                        responseCode = "200",
                        description = "The calendar as it is now.",
                        content = @Content(schema = @Schema(implementation = CalendarView.class))),
                @ApiResponse(
                        responseCode = "201",
                        description = "Made.",
                        content = @Content(schema = @Schema(implementation = CalendarView.class))),
                @ApiResponse(responseCode = "412", ref = "#/components/responses/Error412")
            })
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = CalendarBody.class),
                            examples =
                                    @ExampleObject(
                                            value =
                                                    "{\"time_zone\":\"Europe/Berlin\",\"periods\":[\"2026-12-25 Christmas\",\"Sat 00:00..Mon 06:00\"]}")))
    ResponseEntity<CalendarView> set(
            @Parameter(description = NAME, example = "holidays") @PathVariable String name,
            @org.springframework.web.bind.annotation.RequestBody JsonNode body,
            @Parameter(
                            description = "The version that you have read, as the ETag has it.",
                            example = "\"9f86d081884c7d65\"")
                    @RequestHeader(name = "If-Match", required = false)
                    @Nullable
                    String ifMatch,
            Actor actor) {
        boolean isNew = calendars.set(CalendarBody.read(name, body), IfMatch.version(ifMatch), actor);
        return answer(isNew ? HttpStatus.CREATED : HttpStatus.OK, name);
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Delete a calendar",
            operationId = "deleteCalendar",
            description = "One that tasks go by stays: the 409 names them.")
    void delete(@Parameter(description = NAME, example = "holidays") @PathVariable String name, Actor actor) {
        if (!calendars.delete(name, actor)) {
            throw absent(name);
        }
    }

    private ResponseEntity<CalendarView> answer(HttpStatus status, String name) {
        Calendar calendar = calendars.find(name).orElseThrow(() -> absent(name));
        return ResponseEntity.status(status).eTag(calendar.version()).body(CalendarView.of(calendar, clock.instant()));
    }

    private static NotFoundException absent(String name) {
        return new NotFoundException("calendar " + name);
    }
}
