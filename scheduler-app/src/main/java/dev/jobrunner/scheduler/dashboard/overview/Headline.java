package dev.jobrunner.scheduler.dashboard.overview;

import dev.jobrunner.core.insight.HealthSnapshot;
import dev.jobrunner.core.insight.HealthVerdict;
import dev.jobrunner.scheduler.dashboard.Words;
import java.util.List;

/**
 * How the whole is, in one sentence, and what to do about it.
 *
 * @param status healthy, degraded or critical
 * @param remedies one for each reason, worst first; the first one is in the sentence
 */
public record Headline(String status, String sentence, List<Remedy> remedies) {

    public Headline {
        remedies = List.copyOf(remedies);
    }

    static Headline of(HealthSnapshot health, Words words) {
        HealthVerdict verdict = HealthVerdict.of(health);
        List<Remedy> remedies = verdict.reasons().stream().map(Remedy::of).toList();
        return new Headline(verdict.status().word(), sentence(verdict, remedies, health, words), remedies);
    }

    /** Nothing can be read. */
    static Headline unknown(String why) {
        return new Headline(
                "critical", "Nothing can be read from the database", List.of(new Remedy("", why, "/", "Try again")));
    }

    private static String sentence(HealthVerdict verdict, List<Remedy> remedies, HealthSnapshot health, Words words) {
        return switch (verdict.status()) {
            case HEALTHY ->
                health.activeTasks() == 0
                        ? "All is well, and nothing to do yet"
                        : "All is well: " + words.count(health.activeTasks(), "active task", "active tasks") + ", "
                                + words.count(health.lockedTasks()) + " running on "
                                + words.count(health.liveWorkers(), "worker", "workers");
            case DEGRADED -> "Needs a look: " + remedies.get(0).fact();
            case CRITICAL -> "Out of order: " + remedies.get(0).fact();
        };
    }
}
