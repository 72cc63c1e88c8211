package dev.jobrunner.scheduler.dashboard.events;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** {@code GET /events}: one stream of server-sent events for the whole application. */
@RestController
final class EventsController {

    private final EventStreams streams;
    private final EventLoop loop;

    EventsController(EventStreams streams, EventLoop loop) {
        this.streams = streams;
        this.loop = loop;
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> events(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Optional<SseEmitter> stream = streams.open(session == null ? null : session.getId());
        if (stream.isEmpty()) {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header(HttpHeaders.RETRY_AFTER, "30")
                    .build();
        }
        loop.wake();
        // a proxy that collects an answer before it passes it on would never pass this one on
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no")
                .body(stream.get());
    }
}
