package dev.jobrunner.benchmarks.workload;

import dev.jobrunner.benchmarks.measure.Metric;
import dev.jobrunner.benchmarks.subject.Subject;
import java.util.List;
import java.util.Optional;

/** Something that subjects are put through. */
public interface Workload {

    /** As the command line and the tables name it. */
    String id();

    String title();

    /** What is done and measured, in a sentence or two of the report. */
    String description(Size size);

    /** The forms in which it is measured; a table for each. */
    List<String> variants();

    /** The columns of its tables. */
    List<Metric> columns();

    /** What the product is compared with others by, in words; costs that only follow from a rate are not among it. */
    List<Metric> judged();

    /** The variant that the rates of the others are shown as shares of. */
    default Optional<String> base() {
        return Optional.empty();
    }

    /** Whether subjects are measured that only tell details apart. */
    default boolean isDetailed() {
        return false;
    }

    boolean suits(Subject subject, String variant);

    /** Measures one subject once. */
    void measure(Bench bench, Subject subject, String variant, Sink sink) throws Exception;

    /** Takes what was measured. */
    @FunctionalInterface
    interface Sink {
        void put(Metric metric, double value);
    }
}
