package dev.jobrunner.faults.report;

import dev.jobrunner.faults.evidence.Verdict;
import java.util.List;
import java.util.Locale;

/**
 * One line of the table.
 *
 * @param counts in the order of {@link #COLUMNS}
 * @param recoveries in milliseconds, shortest first
 */
record Result(String fault, List<Integer> counts, List<Long> recoveries, String remark) {

    static final List<String> COLUMNS =
            List.of("tasks", "kills", "PG kills", "freezes", "cuts", "lost", "overlapping", "stale", "over limit");

    static Result of(String fault, Harm harm, Verdict verdict, String remark) {
        return new Result(
                fault,
                List.of(
                        verdict.tasks(),
                        harm.kills(),
                        harm.databaseKills(),
                        harm.freezes(),
                        harm.cuts(),
                        verdict.lost().size(),
                        verdict.overlapping().size(),
                        verdict.stale().size() + verdict.twice().size(),
                        verdict.overLimit().size()),
                verdict.recoveries().stream().map(each -> each.toMillis()).toList(),
                remark);
    }

    String sentence() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < COLUMNS.size(); i++) {
            text.append(COLUMNS.get(i)).append(' ').append(counts.get(i)).append(", ");
        }
        return text.append("recovery ")
                .append(recovery())
                .append("; ")
                .append(remark)
                .toString();
    }

    /** Median and longest, in seconds. */
    String recovery() {
        if (recoveries.isEmpty()) {
            return "–";
        }
        return String.format(
                Locale.ROOT,
                "%.1f / %.1f s",
                recoveries.get(recoveries.size() / 2) / 1000.0,
                recoveries.get(recoveries.size() - 1) / 1000.0);
    }

    /** For the file of results. */
    String line(String size, long seed) {
        return String.join(
                "\t",
                fault,
                size,
                String.valueOf(seed),
                String.join(",", counts.stream().map(String::valueOf).toList()),
                String.join(",", recoveries.stream().map(String::valueOf).toList()),
                remark);
    }

    static Result parse(String line) {
        String[] part = line.split("\t", -1);
        return new Result(
                part[0],
                List.of(part[3].split(",", -1)).stream().map(Integer::valueOf).toList(),
                part[4].isEmpty()
                        ? List.of()
                        : List.of(part[4].split(",", -1)).stream()
                                .map(Long::valueOf)
                                .toList(),
                part[5]);
    }
}
