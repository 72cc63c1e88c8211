package dev.jobrunner.scheduler.api.fleet;

import dev.jobrunner.core.fleet.FleetReader;
import dev.jobrunner.core.fleet.Scheduler;
import dev.jobrunner.scheduler.api.ApiPage;
import dev.jobrunner.scheduler.api.Cursor;
import dev.jobrunner.scheduler.api.PageQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/schedulers}: who ticks. */
@RestController
@Tag(name = "Workers")
final class SchedulerController {

    private final FleetReader fleet;

    SchedulerController(FleetReader fleet) {
        this.fleet = fleet;
    }

    @GetMapping("/api/v1/schedulers")
    @Operation(
            summary = "List the schedulers",
            description =
                    "By id. One that is silent has missed six ticks; two at once, as during a deploy, do no harm.",
            operationId = "listSchedulers")
    ResponseEntity<ApiPage<Scheduler>> list(PageQuery page) {
        String cursor = page.after();
        return page.answer(
                fleet.schedulers(cursor == null ? null : Cursor.position(cursor), page.rows()),
                scheduler -> Cursor.of(scheduler.id()));
    }
}
