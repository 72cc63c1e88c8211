package dev.jobrunner.core.settings;

import java.util.List;

/**
 * Where a process runs, since some defaults differ.
 *
 * @param app the value of {@code spring.application.name}
 * @param onRender whether Render started it
 */
record Place(String app, boolean onRender) {

    static final String SCHEDULER = "scheduler";
    static final String WORKER = "worker";
    static final String WORKER_ON_RENDER = "worker on Render";

    boolean isWorker() {
        return app.equals(WORKER);
    }

    boolean isScheduler() {
        return app.equals(SCHEDULER);
    }

    /** The words that a {@link Fallback} uses for this place, the most specific first. */
    List<String> words() {
        return onRender ? List.of(app + " on Render", app) : List.of(app);
    }
}
