package dev.jobrunner.scheduler.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The browser of this machine, where there is one. Nothing is downloaded. */
final class Chromium {

    /** Set where a skipped browser test counts as a failed one. */
    private static final String REQUIRED = "BROWSER_TESTS_REQUIRED";

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

    private Chromium() {}

    /** Why no browser test can run here; empty if they can. */
    static Optional<String> missing() {
        Optional<String> reason = program(NAMES.toArray(String[]::new)).isEmpty()
                ? Optional.of("no Chromium or Chrome is on the PATH (Debian: apt install chromium chromium-driver)")
                : program("chromedriver").isEmpty()
                        ? Optional.of("no chromedriver is on the PATH (Debian: apt install chromium-driver)")
                        : Optional.empty();
        if (reason.isPresent() && System.getenv(REQUIRED) != null) {
            throw new IllegalStateException(REQUIRED + " is set, but " + reason.get());
        }
        return reason;
    }

    /** A window of its own, without a trace of earlier ones. */
    static ChromeDriver open(int width, int height, String... arguments) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program(NAMES.toArray(String[]::new)).orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--hide-scrollbars",
                "--lang=en-GB",
                "--window-size=" + width + "," + height);
        options.addArguments(arguments);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver").orElseThrow().toFile())
                .build();
        return new ChromeDriver(service, options);
    }

    private static Optional<Path> program(String... names) {
        String path = String.valueOf(System.getenv("PATH"));
        return Stream.of(names)
                .flatMap(name -> Stream.of(path.split(File.pathSeparator, -1)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
