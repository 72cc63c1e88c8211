import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * Turns the load (due and running tasks of the last fetches) into tones, one a fetch, a semitone a task, in
 * {@code figures.wav}. Called as {@code java AudioGeneration.java FOLDER}.
 */
public final class AudioGeneration {

    private static final int RATE = 22_050;
    private static final int SAMPLES_A_TONE = RATE / 5;
    private static final int FADE = RATE / 100;
    private static final int MOST_TONES = 32;
    private static final int HIGHEST_FIGURE = 36;
    private static final double LOWEST_TONE = 220;

    private AudioGeneration() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Path history = folder.resolve("history.csv");
        if (!Files.exists(history)) {
            System.err.println("history.csv is not there yet: it is made by the task type scraping");
            System.exit(1);
        }
        List<Integer> figures = figures(Files.readAllLines(history));
        write(folder.resolve("figures.wav"), sound(figures));
        System.out.printf(
                "played %d figures in %.1f s → %s%n", figures.size(), figures.size() / 5.0, folder.resolve("figures.wav"));
    }

    private static List<Integer> figures(List<String> lines) {
        List<Integer> all = lines.stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(columns -> Integer.parseInt(columns[2]) + Integer.parseInt(columns[3]))
                .map(figure -> Math.min(figure, HIGHEST_FIGURE))
                .toList();
        return all.subList(Math.max(0, all.size() - MOST_TONES), all.size());
    }

    private static byte[] sound(List<Integer> figures) {
        ByteBuffer samples = ByteBuffer.allocate(figures.size() * SAMPLES_A_TONE * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int figure : figures) {
            double frequency = LOWEST_TONE * Math.pow(2, figure / 12.0);
            for (int i = 0; i < SAMPLES_A_TONE; i++) {
                double loudness = 0.6 * Math.min(1, Math.min(i, SAMPLES_A_TONE - i) / (double) FADE);
                double sample = loudness * Math.sin(2 * Math.PI * frequency * i / RATE);
                samples.putShort((short) Math.round(sample * Short.MAX_VALUE));
            }
        }
        return samples.array();
    }

    private static void write(Path file, byte[] samples) throws IOException {
        AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
        Path draft = file.resolveSibling("figures." + ProcessHandle.current().pid() + ".tmp");
        try (AudioInputStream stream =
                new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length / format.getFrameSize())) {
            AudioSystem.write(stream, AudioFileFormat.Type.WAVE, draft.toFile());
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
