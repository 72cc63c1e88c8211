package dev.jobrunner.scheduler.dashboard.overview;

import dev.jobrunner.core.insight.History;
import dev.jobrunner.scheduler.dashboard.Words;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * Looks at every range of the overview once after the start, so that the first person who looks waits no longer than the
 * second: what has been read of the past is kept. Beside the work, on a thread of its own; whatever fails is read when somebody
 * looks.
 */
final class FirstLook {

    private static final Logger log = LoggerFactory.getLogger(FirstLook.class);

    private final OverviewDesk desk;
    private final Words words;

    FirstLook(OverviewDesk desk, Clock clock) {
        this.desk = desk;
        this.words = new Words(clock);
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        Thread thread = new Thread(this::look, "first-look");
        thread.setDaemon(true);
        thread.start();
    }

    private void look() {
        try {
            for (History range : History.values()) {
                desk.read(range, words, "");
            }
        } catch (RuntimeException e) { // such as a database that is away, a schema that is not there yet, or the end
            log.debug("No look ahead; the overview is read when it is opened", e);
        }
    }
}
