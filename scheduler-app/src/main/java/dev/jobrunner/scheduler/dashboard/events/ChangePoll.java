package dev.jobrunner.scheduler.dashboard.events;

import dev.jobrunner.core.insight.ChangeMarks;
import dev.jobrunner.core.insight.HealthQuery;
import dev.jobrunner.core.insight.HealthSnapshot;
import dev.jobrunner.core.insight.HealthVerdict;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Looks for what has changed since it looked last. */
class ChangePoll {

    private static final Logger log = LoggerFactory.getLogger(ChangePoll.class);

    /** The last tick alone is news only so often; else every page would be fetched anew at each tick. */
    private static final long TICK_NEWS_SECONDS = 30;

    private final ChangeMarks marks;
    private final HealthQuery health;
    private Map<String, String> known = Map.of();

    ChangePoll(ChangeMarks marks, HealthQuery health) {
        this.marks = marks;
        this.health = health;
    }

    /**
     * The kinds that have changed: {@code runs}, {@code tasks}, {@code workers}, {@code health}. The first look finds
     * nothing changed. A database that goes away or comes back is a change of health.
     */
    Set<String> changes() {
        Map<String, String> seen = look();
        Set<String> changed = new LinkedHashSet<>();
        if (!known.isEmpty()) {
            seen.forEach((kind, mark) -> {
                if (!mark.equals(known.getOrDefault(kind, mark))) {
                    changed.add(kind);
                }
            });
        }
        Map<String, String> merged = new LinkedHashMap<>(known);
        merged.putAll(seen);
        known = merged;
        return changed;
    }

    /** Forgets what it has seen, before a rest in which nobody listens. */
    void forget() {
        known = Map.of();
    }

    private Map<String, String> look() {
        try {
            ChangeMarks.Marks seen = marks.read();
            return Map.of(
                    "runs", seen.runs(),
                    "tasks", seen.tasks(),
                    "workers", seen.workers(),
                    "health", mark(health.read()));
        } catch (DataAccessException e) {
            log.debug("Nothing can be seen", e);
            return Map.of("health", "away");
        }
    }

    private static String mark(HealthSnapshot health) {
        HealthVerdict verdict = HealthVerdict.of(health);
        Object[] figures = {
            verdict.status(),
            verdict.reasons().size(),
            health.activeTasks(),
            health.dueTasks(),
            health.lockedTasks(),
            health.failedTasks(),
            health.stuckTasks(),
            health.disabledTasks(),
            health.pausedTasks(),
            health.scheduleErrors(),
            health.liveWorkers(),
            health.staleWorkers(),
            health.lastTickAt() == null ? 0 : health.lastTickAt().getEpochSecond() / TICK_NEWS_SECONDS
        };
        return Arrays.toString(figures);
    }
}
