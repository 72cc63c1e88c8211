package dev.jobrunner.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a report says beside the samples. Kept in a file next to them, so that the report can be made again.
 *
 * @param size the name of the size
 * @param quiet false if other programs were using the machine
 * @param machine what was measured on, by label
 * @param subjects what was measured, by name
 */
public record Facts(
        String size, int repetitions, boolean quiet, Map<String, String> machine, Map<String, String> subjects) {

    public void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append("size\t").append(size).append('\n');
        text.append("repetitions\t").append(repetitions).append('\n');
        text.append("quiet\t").append(quiet).append('\n');
        machine.forEach((label, value) -> text.append("machine\t%s\t%s%n".formatted(label, value)));
        subjects.forEach((name, value) -> text.append("subject\t%s\t%s%n".formatted(name, value)));
        Files.writeString(file, text);
    }

    public static Facts read(Path file) throws IOException {
        Map<String, String> single = new LinkedHashMap<>();
        Map<String, String> machine = new LinkedHashMap<>();
        Map<String, String> subjects = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] fields = line.split("\t", -1);
            switch (fields[0]) {
                case "machine" -> machine.put(fields[1], fields[2]);
                case "subject" -> subjects.put(fields[1], fields[2]);
                default -> single.put(fields[0], fields[1]);
            }
        }
        return new Facts(
                single.getOrDefault("size", "quick"),
                Integer.parseInt(single.getOrDefault("repetitions", "1")),
                Boolean.parseBoolean(single.get("quiet")),
                machine,
                subjects);
    }
}
