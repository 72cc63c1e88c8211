package dev.jobrunner.faults.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes what was measured last into its place in {@code docs/reliability.md}; started by {@code fault-tests/run --write-docs}. */
public final class ReliabilityPage {

    private static final String MUTANT = "mutant: ";

    /** The trial at the product's own intervals. */
    private static final String RECOVERY = "kill -9 of workers";

    private ReliabilityPage() {}

    /** The page, the file of results, the size and the date of the measurement. */
    public static void main(String[] arguments) throws IOException {
        List<Result> results = results(Path.of(arguments[1]), arguments[2]);
        replace(Path.of(arguments[0]), "measured", measured(results, arguments[2], arguments[3]));
    }

    /** Puts lines between the comments {@code <!-- place: begin -->} and {@code <!-- place: end -->}. */
    public static void replace(Path page, String place, String lines) throws IOException {
        String text = Files.readString(page);
        String first = "<!-- " + place + ": begin -->\n";
        int begin = text.indexOf(first) + first.length();
        int end = text.indexOf("<!-- " + place + ": end -->\n");
        if (begin < first.length() || end < begin) {
            throw new IllegalStateException(page + " has no place for " + place);
        }
        Files.writeString(page, text.substring(0, begin) + lines + text.substring(end));
    }

    /** The last result of each trial, in the order of their names. */
    private static List<Result> results(Path file, String size) throws IOException {
        Map<String, Result> byFault = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            if (line.split("\t", -1)[1].equals(size)) {
                Result result = Result.parse(line);
                byFault.put(result.fault(), result);
            }
        }
        return List.copyOf(byFault.values());
    }

    private static String measured(List<Result> results, String size, String date) {
        Map<Boolean, List<Result>> byKind = results.stream()
                .collect(Collectors.partitioningBy(each -> each.fault().startsWith(MUTANT)));
        List<Result> mutants = byKind.getOrDefault(true, List.of());
        List<Result> trials = byKind.getOrDefault(false, List.of());
        Map<String, String> sums = new LinkedHashMap<>();
        IntStream.range(0, Result.COLUMNS.size())
                .forEach(i -> sums.put(Result.COLUMNS.get(i), String.valueOf(sum(trials, i))));
        sums.put(
                "recovery p50 / max",
                trials.stream()
                        .filter(each -> each.fault().equals(RECOVERY))
                        .map(Result::recovery)
                        .findFirst()
                        .orElse("–"));
        sums.put("mutants caught", mutants.size() + " of 5");
        List<String> lines = new ArrayList<>();
        lines.add("Measured on " + date + ", size `" + size + "`.\n");
        lines.addAll(table(sums.keySet(), List.of(sums.values())));
        lines.add("");
        List<String> heads = new ArrayList<>(List.of("fault"));
        heads.addAll(Result.COLUMNS);
        heads.addAll(List.of("recovery p50 / max", "what came of it"));
        lines.addAll(table(heads, trials.stream().map(ReliabilityPage::row).toList()));
        lines.add("");
        lines.addAll(table(
                List.of("broken variant", "result"),
                mutants.stream()
                        .map(each -> List.of(each.fault().substring(MUTANT.length()), each.remark()))
                        .toList()));
        return String.join("\n", lines) + "\n";
    }

    private static int sum(List<Result> results, int column) {
        return results.stream().mapToInt(each -> each.counts().get(column)).sum();
    }

    private static List<String> row(Result result) {
        List<String> cells = new ArrayList<>(List.of(result.fault()));
        result.counts().forEach(each -> cells.add(String.valueOf(each)));
        cells.add(result.recovery());
        cells.add(result.remark());
        return cells;
    }

    /** The lines of a table. */
    public static List<String> table(Collection<String> heads, List<? extends Collection<String>> rows) {
        List<String> lines = new ArrayList<>();
        lines.add("| " + String.join(" | ", heads) + " |");
        lines.add("|" + "---|".repeat(heads.size()));
        rows.forEach(row -> lines.add("| " + String.join(" | ", row) + " |"));
        return lines;
    }
}
