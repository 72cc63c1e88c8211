import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fetches pages of the running service into {@code pages/}, lists them in {@code pages.tsv} and adds the load to
 * {@code history.csv}. Called as {@code java Scraping.java FOLDER ADDRESS}, payload {@code {"paths": ["/…", …]}}.
 */
public final class Scraping {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST_HISTORY = 500;
    private static final String HEADING = "at,active_tasks,due_tasks,locked_tasks,failed_tasks";

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Path folder;
    private final String address;

    private Scraping(Path folder, String address) {
        this.folder = folder;
        this.address = address;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String payload = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        List<String> paths = paths(payload);
        if (arguments.length != 2 || paths.isEmpty()) {
            System.err.println("Needs FOLDER ADDRESS and a payload with \"paths\", got " + payload);
            System.exit(2);
        }
        System.exit(new Scraping(Path.of(arguments[0]), arguments[1]).fetch(paths));
    }

    private int fetch(List<String> paths) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("pages"));
        List<String> list = new ArrayList<>();
        long bytes = 0;
        for (String path : paths) {
            long began = System.nanoTime();
            HttpResponse<String> answer = get(path);
            long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
            if (!worthKeeping(answer)) {
                System.out.println("skipped " + path + ": status " + answer.statusCode());
                continue;
            }
            String file = fileName(path, answer);
            int size = answer.body().getBytes(StandardCharsets.UTF_8).length;
            replace(folder.resolve("pages").resolve(file), answer.body());
            list.add(String.join("\t", file, path, "" + answer.statusCode(), "" + size, "" + millis));
            bytes += size;
            if (path.equals("/scheduler/health")) {
                remember(answer.body());
            }
        }
        if (list.isEmpty()) {
            System.err.println("None of the " + paths.size() + " pages could be fetched from " + address);
            return 1;
        }
        replace(folder.resolve("pages.tsv"), String.join("\n", list) + "\n");
        System.out.println("fetched " + list.size() + " pages, " + bytes + " bytes → " + folder.resolve("pages"));
        return 0;
    }

    private HttpResponse<String> get(String path) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            System.err.println(address + path + " does not answer: " + e);
            System.exit(1);
            throw new IllegalStateException(e);
        }
    }

    // A health page that reports trouble answers 503 and is all the more worth keeping.
    private static boolean worthKeeping(HttpResponse<String> answer) {
        return answer.statusCode() == 200 || answer.statusCode() == 503;
    }

    private static String fileName(String path, HttpResponse<String> answer) {
        String type = answer.headers().firstValue("content-type").orElse("");
        String name = path.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
        String ending = type.contains("html") ? ".html" : answer.body().startsWith("{") ? ".json" : ".txt";
        return (name.isEmpty() ? "start" : name) + ending;
    }

    private void remember(String health) throws IOException {
        Path file = folder.resolve("history.csv");
        List<String> lines = new ArrayList<>(Files.exists(file) ? Files.readAllLines(file) : List.of(HEADING));
        lines.add(String.join(
                ",",
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                figure(health, "active_tasks"),
                figure(health, "due_tasks"),
                figure(health, "locked_tasks"),
                figure(health, "failed_tasks")));
        List<String> kept = new ArrayList<>(lines.subList(Math.max(1, lines.size() - LONGEST_HISTORY), lines.size()));
        kept.add(0, HEADING);
        replace(file, String.join("\n", kept) + "\n");
    }

    private static String figure(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*(\\d+)").matcher(json);
        return matcher.find() ? matcher.group(1) : "0";
    }

    private static List<String> paths(String payload) {
        Matcher array = Pattern.compile("\"paths\"\\s*:\\s*\\[([^\\]]*)]").matcher(payload);
        return array.find()
                ? Pattern.compile("\"(/[^\"]*)\"").matcher(array.group(1)).results().map(m -> m.group(1)).toList()
                : List.of();
    }

    private static void replace(Path file, String content) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        Files.writeString(draft, content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
