package dev.jobrunner.benchmarks;

import dev.jobrunner.benchmarks.measure.Results;
import dev.jobrunner.benchmarks.measure.Sample;
import dev.jobrunner.benchmarks.subject.Subject;
import dev.jobrunner.benchmarks.workload.Bench;
import dev.jobrunner.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All measurements, interleaved: each repetition goes through all workloads and all subjects, in another order each time, so
 * that what changes on the machine meanwhile hits all alike.
 */
final class Session {

    private final Bench bench;
    private final Results results = new Results();
    private final Path samples;
    private int failures;

    /** @param samples the file that everything measured so far is kept in */
    Session(Bench bench, Path samples) {
        this.bench = bench;
        this.samples = samples;
    }

    Results run(List<Workload> workloads, List<Subject> subjects) throws IOException {
        List<Step> steps = new ArrayList<>();
        for (int repetition = 1; repetition <= bench.size().repetitions(); repetition++) {
            List<Subject> order = new ArrayList<>(subjects);
            Collections.rotate(order, -(repetition - 1) * 2);
            for (Workload workload : workloads) {
                for (String variant : workload.variants()) {
                    for (Subject subject : order) {
                        if (workload.suits(subject, variant) && (workload.isDetailed() || !subject.isDetail())) {
                            steps.add(new Step(workload, variant, subject, repetition));
                        }
                    }
                }
            }
        }
        for (int number = 0; number < steps.size(); number++) {
            measure(steps.get(number), number + 1, steps.size());
        }
        return results;
    }

    int failures() {
        return failures;
    }

    private void measure(Step step, int number, int all) throws IOException {
        System.out.printf(
                "[%d/%d] %s %s, %s: %s%n",
                number, all, step.workload.id(), step.workload.title(), step.variant, step.subject.name());
        long began = System.nanoTime();
        List<Sample> measured = new ArrayList<>();
        try {
            step.workload.measure(
                    bench,
                    step.subject,
                    step.variant,
                    (metric, value) -> measured.add(new Sample(
                            step.workload.id(), step.variant, step.subject.name(), step.repetition, metric, value)));
            measured.forEach(results::add);
            bench.clean();
        } catch (Exception e) {
            failures++;
            System.out.println("        FAILED: " + e.getMessage());
            e.printStackTrace(System.out);
        }
        results.write(samples);
        System.out.printf("        took %.0f s%n", (System.nanoTime() - began) / 1e9);
    }

    private record Step(Workload workload, String variant, Subject subject, int repetition) {}
}
