package dev.jobrunner.scheduler.health;

import dev.jobrunner.core.insight.HealthVerdict;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /scheduler/health}: 200 when healthy or degraded, 503 when critical. Strangers get reasons without names. */
@RestController
final class HealthPage {

    private final HealthDesk desk;

    HealthPage(HealthDesk desk) {
        this.desk = desk;
    }

    @GetMapping("/scheduler/health")
    ResponseEntity<HealthReport> health(@Nullable Principal principal) {
        HealthReport report = desk.report(principal != null);
        boolean critical = report.status().equals(HealthVerdict.Status.CRITICAL.word());
        return ResponseEntity.status(critical ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK)
                .cacheControl(CacheControl.noStore())
                .body(report);
    }
}
