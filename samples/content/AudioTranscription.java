import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/**
 * Listens to {@code figures.wav}: measures its length, its loudness and the pitch of each fifth of a second by counting
 * zero crossings, and writes the figures it heard to {@code transcript.txt}. It knows nothing of how the sound was made
 * but the scale. Called as {@code java AudioTranscription.java FOLDER}.
 */
public final class AudioTranscription {

    private static final double LOWEST_TONE = 220;

    private AudioTranscription() {}

    public static void main(String[] arguments) throws IOException, UnsupportedAudioFileException {
        Path folder = Path.of(arguments[0]);
        Path sound = folder.resolve("figures.wav");
        if (!Files.exists(sound)) {
            System.err.println("figures.wav is not there yet: it is made by the task type audio_generation");
            System.exit(1);
        }
        try (AudioInputStream stream = AudioSystem.getAudioInputStream(sound.toFile())) {
            float rate = stream.getFormat().getFrameRate();
            ShortBuffer samples = ByteBuffer.wrap(stream.readAllBytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer();
            List<Integer> heard = figures(samples, rate);
            replace(folder.resolve("transcript.txt"), transcript(heard, samples, rate));
            System.out.printf("heard %d tones → %s%n", heard.size(), folder.resolve("transcript.txt"));
        }
    }

    private static List<Integer> figures(ShortBuffer samples, float rate) {
        List<Integer> heard = new ArrayList<>();
        int length = Math.round(rate / 5);
        for (int from = 0; from + length <= samples.limit(); from += length) {
            double frequency = pitch(samples, from, from + length, rate);
            heard.add((int) Math.round(12 * Math.log(frequency / LOWEST_TONE) / Math.log(2)));
        }
        return heard;
    }

    /** Cycles between the first and the last rising crossing of zero, per second. */
    private static double pitch(ShortBuffer samples, int from, int to, float rate) {
        int crossings = 0;
        double first = 0;
        double last = 0;
        for (int i = from + 1; i < to; i++) {
            int before = samples.get(i - 1);
            int after = samples.get(i);
            if (before < 0 && after >= 0) {
                last = i - 1 + before / (double) (before - after);
                first = crossings == 0 ? last : first;
                crossings++;
            }
        }
        return crossings < 2 ? LOWEST_TONE : (crossings - 1) * rate / (last - first);
    }

    private static String transcript(List<Integer> heard, ShortBuffer samples, float rate) {
        int peak = 0;
        for (int i = 0; i < samples.limit(); i++) {
            peak = Math.max(peak, Math.abs(samples.get(i)));
        }
        double average = heard.stream().mapToInt(Integer::intValue).average().orElse(0);
        int most = heard.stream().mapToInt(Integer::intValue).max().orElse(0);
        return "%d tones in %.1f s: on average %.1f tasks were due or running, at most %d.%n"
                        .formatted(heard.size(), samples.limit() / rate, average, most)
                + "Peak %.1f dB below full scale.%n".formatted(-20 * Math.log10(Math.max(1, peak) / (double) Short.MAX_VALUE))
                + "Heard: " + heard.stream().map(String::valueOf).collect(Collectors.joining(" ")) + "\n";
    }

    private static void replace(Path file, String content) throws IOException {
        Path draft = file.resolveSibling("transcript." + ProcessHandle.current().pid() + ".tmp");
        Files.writeString(draft, content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
