package dev.jobrunner.scheduler.dashboard.overview;

import java.util.List;

/**
 * A reason of the verdict as the page says it, with the click that leads to what mends it.
 *
 * @param fact what is so
 * @param advice what to do, where the link alone does not say it; else empty
 * @param path where to do it
 * @param link the words of the link
 */
public record Remedy(String fact, String advice, String path, String link) {

    private static final List<Rule> RULES = List.of(
            new Rule("past the lock timeout", "/tasks?state=stuck", "Show and unlock"),
            new Rule("will not succeed", "/tasks?state=waiting", "Show what waits"),
            new Rule("disabled", "/tasks?status=disabled", "Show and reset"),
            new Rule("handler for", "/workers", "See who runs what"),
            new Rule("schedule that cannot be used", "/tasks?state=schedule_error", "Correct the schedule"),
            new Rule("will be retried", "/failures", "See why"),
            new Rule("heartbeat", "/workers", "Show workers"),
            new Rule("oldest due task", "/tasks?state=due", "Show what waits"),
            new Rule("no live worker", "/workers", "Show workers"),
            new Rule("scheduler", "/about", "Show schedulers"));

    /** @param reason a sentence of the verdict: the fact and, after a colon, the advice */
    static Remedy of(String reason) {
        int colon = reason.indexOf(": ");
        String fact = colon < 0 ? reason : reason.substring(0, colon);
        String advice = colon < 0 ? "" : reason.substring(colon + 2);
        // the words of the command line; here a link does it
        boolean byLink = advice.contains("'tasks ") || advice.startsWith("see ");
        Rule rule = RULES.stream()
                .filter(each -> fact.contains(each.sign))
                .findFirst()
                .orElse(new Rule("", "/tasks", "Show tasks"));
        return new Remedy(fact, byLink ? "" : advice, rule.path, rule.link);
    }

    /** The fact as the beginning of a sentence. */
    public String sentence() {
        return Character.toUpperCase(fact.charAt(0)) + fact.substring(1);
    }

    /** The advice as a sentence. */
    public String adviceSentence() {
        return advice.isEmpty()
                ? ""
                : Character.toUpperCase(advice.charAt(0)) + advice.substring(1) + (advice.endsWith(".") ? "" : ".");
    }

    private record Rule(String sign, String path, String link) {}
}
