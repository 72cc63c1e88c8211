package dev.jobrunner.scheduler.dashboard.task;

import dev.jobrunner.core.insight.TaskHistory.Outcome;
import dev.jobrunner.scheduler.dashboard.Marks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The last runs of a task as a row of bars, newest at the right end. What went well is a short bar, what did not a tall one, so
 * that it can be told without colour.
 *
 * @param bars one path for each outcome that occurs
 * @param summary the same in words
 */
public record Sparkline(int width, int height, List<Bars> bars, String summary) {

    /** How many runs it shows at the most. */
    public static final int RUNS = 60;

    private static final int STEP = 3;
    private static final int HEIGHT = 18;
    private static final Marks MARKS = new Marks();

    /** The bars of one outcome. */
    public record Bars(String css, String path) {}

    static Sparkline of(List<Outcome> outcomes) {
        Map<String, StringBuilder> paths = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        int first = RUNS - outcomes.size();
        for (int i = 0; i < outcomes.size(); i++) {
            String word = MARKS.word(outcomes.get(i).status());
            String css = Marks.WORDS.contains(word) ? word : "unknown";
            int tall = word.equals("completed") ? 8 : word.equals("failed") || word.equals("lost") ? HEIGHT : 4;
            paths.computeIfAbsent(css, each -> new StringBuilder())
                    .append("M%d %dh2v%dh-2z".formatted((first + i) * STEP, HEIGHT - tall, tall));
            counts.merge(word, 1, Integer::sum);
        }
        String words = counts.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
        return new Sparkline(
                RUNS * STEP,
                HEIGHT,
                paths.entrySet().stream()
                        .map(each -> new Bars(
                                "fill-" + each.getKey(), each.getValue().toString()))
                        .toList(),
                outcomes.isEmpty() ? "no run yet" : "last " + outcomes.size() + " runs: " + words);
    }
}
