package dev.jobrunner.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All samples of a session. They can be kept in a file, and a report made of that file alone. */
public final class Results {

    private final List<Sample> samples = new ArrayList<>();

    public void add(Sample sample) {
        samples.add(sample);
    }

    /** The values of all repetitions. */
    public List<Double> values(String workload, String variant, String subject, Metric metric) {
        return samples.stream()
                .filter(s -> s.workload().equals(workload)
                        && s.variant().equals(variant)
                        && s.subject().equals(subject)
                        && s.metric() == metric)
                .map(Sample::value)
                .toList();
    }

    /** Median and range over the repetitions; empty if that was not measured. */
    public Optional<Range> range(String workload, String variant, String subject, Metric metric) {
        List<Double> values = values(workload, variant, subject, metric);
        return values.isEmpty() ? Optional.empty() : Optional.of(Range.of(values));
    }

    /** The subjects that were measured in a workload, in the order of their first sample. */
    public List<String> subjects(String workload, String variant) {
        return samples.stream()
                .filter(s -> s.workload().equals(workload) && s.variant().equals(variant))
                .map(Sample::subject)
                .distinct()
                .toList();
    }

    public void write(Path file) throws IOException {
        Files.write(
                file,
                samples.stream()
                        .map(s -> String.join(
                                "\t",
                                s.workload(),
                                s.variant(),
                                s.subject(),
                                Integer.toString(s.repetition()),
                                s.metric().name(),
                                Double.toString(s.value())))
                        .toList());
    }

    public static Results read(Path file) throws IOException {
        Results results = new Results();
        for (String line : Files.readAllLines(file)) {
            String[] f = line.split("\t", -1);
            results.add(new Sample(
                    f[0], f[1], f[2], Integer.parseInt(f[3]), Metric.valueOf(f[4]), Double.parseDouble(f[5])));
        }
        return results;
    }
}
