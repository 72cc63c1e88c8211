package dev.jobrunner.core.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where log lines go: to the console, to files, as JSON on Render, to stderr for commands. */
final class LogProperties {

    /** Profile of the scheduler's commands: data on stdout, warnings and errors on stderr. */
    static final String COMMAND_PROFILE = "cli";

    private static final String STDERR_CONFIG = "classpath:dev/jobrunner/core/settings/logback-stderr.xml";
    private static final String LINE =
            "%clr(%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC}){faint} %clr(%5p)" + " %clr(%-20.32logger{0}){cyan} %m%n%wEx";

    private static final String LEVEL = "logging.level.org.springframework.boot.";

    private LogProperties() {}

    /** @throws StartRefused if the directory cannot be made or written */
    static Map<String, Object> defaults(Place place, boolean command, @Nullable String directory) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("logging.pattern.console", LINE);
        // StartRefusalReporter says the same in one line, or Spring Boot says it at the end of the start
        properties.put(LEVEL + "autoconfigure.logging.ConditionEvaluationReportLogger", "ERROR");
        properties.put(
                LEVEL + "web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext", "ERROR");
        properties.put(
                "logging.level.org.springframework.context.annotation.AnnotationConfigApplicationContext", "ERROR");
        if (command) {
            properties.put("logging.config", STDERR_CONFIG);
            properties.put("logging.level.root", "WARN");
            return properties;
        }
        if (place.onRender()) {
            properties.put("logging.structured.format.console", "logstash");
        }
        if (directory != null && !directory.isBlank()) {
            properties.put("logging.file.name", file(place, directory));
            properties.put("logging.console.enabled", "false");
            properties.put("logging.logback.rollingpolicy.max-file-size", "10MB");
            properties.put("logging.logback.rollingpolicy.max-history", "7");
            properties.put("logging.logback.rollingpolicy.clean-history-on-start", "true");
        }
        return properties;
    }

    private static String file(Place place, String directory) {
        try {
            Path folder = Files.createDirectories(Path.of(directory));
            if (Files.isWritable(folder)) {
                OldLogFiles.remove(folder, hostName(), Clock.systemUTC());
                return folder.resolve(fileName(place)).toString();
            }
        } catch (IOException | InvalidPathException cannotBeMade) {
            // same answer as for a directory that is there but not writable
        }
        throw new StartRefused("LOG_DIR is " + Quoted.of(directory) + ", which is not a directory that this process can"
                + " make and write to");
    }

    private static String fileName(Place place) {
        if (!place.isWorker()) {
            return (place.app().isEmpty() ? "jobrunner" : place.app()) + ".log";
        }
        return "worker_" + hostName() + "-" + ProcessHandle.current().pid() + ".log";
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "-");
        } catch (UnknownHostException unnamed) {
            return "unknown";
        }
    }
}
