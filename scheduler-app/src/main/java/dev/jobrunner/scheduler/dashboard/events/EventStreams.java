package dev.jobrunner.scheduler.dashboard.events;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The streams that are open. Each ends by itself after a while; the browser then opens another one, if it still may. */
final class EventStreams {

    /** More pages than this are not open at once in any team; whoever comes after gets none, and reloads by hand. */
    static final int MOST = 200;

    private static final Duration LIFETIME = Duration.ofMinutes(15);

    private final Map<SseEmitter, Optional<String>> streams = new ConcurrentHashMap<>();
    private boolean closed;

    /**
     * A new stream; empty if there are too many already, or the process is about to end.
     *
     * @param session with which it ends; null for none
     */
    synchronized Optional<SseEmitter> open(@Nullable String session) {
        if (closed || streams.size() >= MOST) {
            return Optional.empty();
        }
        SseEmitter stream = new SseEmitter(LIFETIME.toMillis());
        stream.onCompletion(() -> streams.remove(stream));
        stream.onTimeout(stream::complete);
        stream.onError(failure -> streams.remove(stream));
        streams.put(stream, Optional.ofNullable(session));
        send(stream, SseEmitter.event().comment("open"));
        return Optional.of(stream);
    }

    boolean isEmpty() {
        return streams.isEmpty();
    }

    int count() {
        return streams.size();
    }

    /** Tells every stream of each of these kinds. */
    void tell(Set<String> kinds) {
        for (String kind : kinds) {
            streams.keySet()
                    .forEach(
                            stream -> send(stream, SseEmitter.event().name(kind).data("changed")));
        }
    }

    /** A line that says nothing, so that no proxy takes the stream for dead; and a stream that is dead is noticed. */
    void keepAlive() {
        streams.keySet().forEach(stream -> send(stream, SseEmitter.event().comment("")));
    }

    void endOf(String session) {
        streams.forEach((stream, owner) -> {
            if (owner.equals(Optional.of(session))) {
                streams.remove(stream);
                stream.complete();
            }
        });
    }

    /** Ends all of them, and no new one begins. */
    synchronized void close() {
        closed = true;
        streams.keySet().forEach(SseEmitter::complete);
        streams.clear();
    }

    private void send(SseEmitter stream, SseEmitter.SseEventBuilder event) {
        try {
            stream.send(event);
        } catch (IOException | IllegalStateException gone) {
            // nobody listens any more, and the container ends the request
            streams.remove(stream);
        }
    }
}
