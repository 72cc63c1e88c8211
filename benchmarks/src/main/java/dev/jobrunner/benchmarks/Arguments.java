package dev.jobrunner.benchmarks;

import dev.jobrunner.benchmarks.subject.Subject;
import dev.jobrunner.benchmarks.workload.Size;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line.
 *
 * @param size how much is measured
 * @param workloads which ones; none: all
 * @param only names of subjects, or what they begin with; none: all
 * @param writeDocs whether the page and its plots go into {@code docs}
 * @param again a file of samples to make a report of, instead of measuring
 */
record Arguments(Size size, List<String> workloads, List<String> only, boolean writeDocs, Optional<Path> again) {

    static final String USAGE = """
            Usage: ./benchmarks/run quick|full [WORKLOAD…] [--only SUBJECT,…] [--write-docs]
                   ./benchmarks/run report FILE [--write-docs]

              quick                one repetition, small: shows that all works
              full                 three repetitions: the figures to quote
              report FILE          make the report again from the samples of an earlier session
              WORKLOAD             W1 … W7, in place of all of them
              --only SUBJECT,…     subjects by the beginning of their names: ours,limit,db-scheduler
              --repetitions N      in place of the size's own
              --write-docs         write docs/performance.md and its plots; otherwise they go to benchmarks/target/report
            """;

    static Arguments parse(String[] words) {
        Size size = Size.QUICK;
        List<String> workloads = new ArrayList<>();
        List<String> only = List.of();
        boolean writeDocs = false;
        Optional<Path> again = Optional.empty();
        if (words.length == 0) {
            throw new IllegalArgumentException("quick, full or report?");
        }
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "quick" -> size = Size.QUICK;
                case "full" -> size = Size.FULL;
                case "report" -> again = Optional.of(Path.of(value(words, ++i)));
                case "--only" -> only = List.of(value(words, ++i).split(",", -1));
                case "--repetitions" -> size = size.repeated(Integer.parseInt(value(words, ++i)));
                case "--write-docs" -> writeDocs = true;
                default -> workloads.add(workload(words[i]));
            }
        }
        return new Arguments(size, List.copyOf(workloads), only, writeDocs, again);
    }

    private static String workload(String word) {
        if (!word.matches("W[1-9]")) {
            throw new IllegalArgumentException("'" + word + "' is neither a size, nor a workload, nor an option");
        }
        return word;
    }

    private static String value(String[] words, int index) {
        if (index >= words.length) {
            throw new IllegalArgumentException(words[index - 1] + " needs a value");
        }
        return words[index];
    }

    boolean wantsWorkload(String id) {
        return workloads.isEmpty() || workloads.contains(id);
    }

    boolean wantsSubject(Subject subject) {
        return only.isEmpty()
                ? !(subject.isDetail() && size.name().equals(Size.QUICK.name()))
                : only.stream().anyMatch(subject.name()::startsWith);
    }
}
