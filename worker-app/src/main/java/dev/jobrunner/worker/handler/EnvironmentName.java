package dev.jobrunner.worker.handler;

import java.util.Locale;

/** How a task type is written in the name of a variable: {@code report-generation} is {@code REPORT_GENERATION}. */
final class EnvironmentName {

    private EnvironmentName() {}

    static String of(String taskType) {
        return taskType.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
