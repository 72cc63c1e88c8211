package dev.jobrunner.benchmarks.measure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** What kind of machine this is, in words for the report. */
public final class Machine {

    private static final int FSYNCS = 200;

    private Machine() {}

    public static String processor() throws IOException {
        String model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
        return Runtime.getRuntime().availableProcessors() + " × " + model;
    }

    public static String memory() throws IOException {
        long kibibytes = Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemTotal:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
        return "%.1f GiB".formatted(kibibytes / 1024.0 / 1024);
    }

    /** How long it takes until 8 KiB are on the disk of that folder: the price of each commit. */
    public static String fsync(Path folder) throws IOException {
        List<Double> millis = new ArrayList<>();
        Path file = folder.resolve("fsync.probe");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < FSYNCS; i++) {
                long begin = System.nanoTime();
                channel.write(ByteBuffer.allocate(8192), i % 16 * 8192L);
                channel.force(false);
                millis.add((System.nanoTime() - begin) / 1e6);
            }
        }
        Files.delete(file);
        return "%.2f ms at the median, %.2f ms at the 99th percentile"
                .formatted(Statistics.median(millis), Statistics.percentile(millis, 99));
    }
}
