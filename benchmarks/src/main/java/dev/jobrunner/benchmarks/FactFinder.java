package dev.jobrunner.benchmarks;

import dev.jobrunner.benchmarks.database.Server;
import dev.jobrunner.benchmarks.measure.Machine;
import dev.jobrunner.benchmarks.measure.ProcessTree;
import dev.jobrunner.benchmarks.process.JvmOptions;
import dev.jobrunner.benchmarks.report.Facts;
import dev.jobrunner.benchmarks.subject.Subject;
import dev.jobrunner.benchmarks.workload.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Collects what a report says about the machine; made when a session begins and asked when it ends. */
final class FactFinder {

    /** Of the whole machine, in percent: more than that by other programs, and rates are worth little. */
    private static final double MOST_BY_OTHERS = 3;

    private final Server server;
    private final JvmOptions options;
    private final String fsync;
    private final long beganAt = System.nanoTime();
    private final long othersAtBegin;

    FactFinder(Server server, JvmOptions options, Path folder) throws IOException {
        this.server = server;
        this.options = options;
        this.fsync = Machine.fsync(folder);
        this.othersAtBegin = othersNanos();
    }

    Facts find(Size size, List<Subject> subjects) throws IOException, SQLException {
        long capacity = (System.nanoTime() - beganAt) * Runtime.getRuntime().availableProcessors();
        double others = Math.max(0, 100.0 * (othersNanos() - othersAtBegin) / capacity);
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put(
                "measured", LocalDate.now(ZoneId.systemDefault()) + " at " + System.getProperty("benchmark.commit"));
        machine.put("processor, memory", Machine.processor() + ", " + Machine.memory());
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        machine.put(
                "PostgreSQL",
                server.version() + ", defaults but for "
                        + Server.SETTINGS.entrySet().stream()
                                .map(setting -> "`" + setting.getKey() + " = " + setting.getValue() + "`")
                                .collect(Collectors.joining(", ")));
        machine.put("JVM options", "`" + String.join(" ", options.worker()) + "`");
        machine.put("8 KiB to the disk", fsync);
        machine.put("CPU used by other programs meanwhile", "%.1f %% of the machine".formatted(others));
        Map<String, String> descriptions = new LinkedHashMap<>();
        subjects.forEach(subject -> descriptions.put(subject.name(), subject.description()));
        return new Facts(size.name(), size.repetitions(), others <= MOST_BY_OTHERS, machine, descriptions);
    }

    /** CPU time of everything that is neither PostgreSQL nor the benchmark with the processes that it has started. */
    private long othersNanos() {
        return ProcessTree.machineBusyNanos()
                - ProcessTree.cpuNanos(ProcessHandle.current().pid())
                - server.cpuNanos();
    }
}
