package dev.jobrunner.scheduler.dashboard.run;

import dev.jobrunner.core.insight.TaskHistory.Outcome;
import dev.jobrunner.scheduler.dashboard.Marks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The last outcomes of a task in one line: a bar each, the newest at the right end. A run that completed is a short bar, one
 * that failed a tall one, one that was lost a tall one with a gap; the others are short bars at the top.
 *
 * @param paths one for each outcome that occurred, by its CSS class
 * @param summary the same in words
 */
public record Sparkline(List<Bars> paths, String summary) {

    /** Bars at the most. */
    public static final int MOST = 60;

    private static final int STEP = 3;
    private static final int WIDTH = MOST * STEP;
    private static final Marks MARKS = new Marks();

    public Sparkline {
        paths = List.copyOf(paths);
    }

    /** @param outcomes oldest first; only the last {@value #MOST} are drawn */
    static Sparkline of(List<Outcome> outcomes) {
        List<Outcome> last = outcomes.subList(Math.max(0, outcomes.size() - MOST), outcomes.size());
        Map<String, StringBuilder> byWord = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        int x = WIDTH - last.size() * STEP;
        for (Outcome outcome : last) {
            String word = MARKS.word(outcome.status());
            byWord.computeIfAbsent(word, each -> new StringBuilder()).append(bar(word, x));
            counts.merge(word, 1, Integer::sum);
            x += STEP;
        }
        List<Bars> paths = new ArrayList<>();
        byWord.forEach((word, path) -> paths.add(new Bars(fill(word), path.toString())));
        String words = counts.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
        return new Sparkline(
                paths,
                last.isEmpty()
                        ? "no run yet"
                        : "last " + (last.size() == 1 ? "run: " : last.size() + " runs: ") + words);
    }

    public int width() {
        return WIDTH;
    }

    static String fill(String word) {
        return "fill-" + MARKS.css(Objects.requireNonNull(word)).substring("is-".length());
    }

    private static String bar(String word, int x) {
        return switch (word) {
            case "completed" -> "M" + x + " 10h2v6h-2z";
            case "failed" -> "M" + x + " 1h2v15h-2z";
            case "lost" -> "M" + x + " 1h2v6h-2zM" + x + " 10h2v6h-2z";
            default -> "M" + x + " 1h2v5h-2z";
        };
    }

    /** Bars of one outcome: the class of their colour and their geometry. */
    public record Bars(String css, String path) {}
}
