package dev.jobrunner.benchmarks.measure;

/**
 * One measured value.
 *
 * @param workload such as {@code W1}
 * @param variant of the workload, as its tables name it
 * @param repetition counts from 1
 */
public record Sample(String workload, String variant, String subject, int repetition, Metric metric, double value) {}
