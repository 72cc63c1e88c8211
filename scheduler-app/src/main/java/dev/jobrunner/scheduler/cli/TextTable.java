package dev.jobrunner.scheduler.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table for a terminal: columns as wide as their widest cell. */
final class TextTable {

    private static final int WIDEST = 60;

    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... head) {
        rows.add(List.of(head));
    }

    /** Cells are shown in one line each and shortened when they are very long; the last one is not. */
    void row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            String text = String.valueOf(cells[i]).replaceAll("\\p{Cntrl}", " ");
            row.add(text.length() > WIDEST && i < cells.length - 1 ? text.substring(0, WIDEST - 1) + "…" : text);
        }
        rows.add(row);
    }

    @Override
    public String toString() {
        List<Integer> widths = IntStream.range(0, rows.get(0).size())
                .mapToObj(column -> Collections.max(
                        rows.stream().map(row -> row.get(column).length()).toList()))
                .toList();
        return rows.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(column -> padded(row.get(column), widths.get(column)))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
