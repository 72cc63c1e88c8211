package dev.jobrunner.scheduler.dashboard;

/**
 * A grid line of a chart with its label.
 *
 * @param at in the units of the chart
 */
public record Tick(double at, String label) {}
