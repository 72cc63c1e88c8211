package dev.jobrunner.scheduler.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Takes the pictures of README and docs from a running system; {@code docs/images/take-pictures} calls it. */
@EnabledIfSystemProperty(
        named = "jobrunner.pictures",
        matches = ".+",
        disabledReason = "takes the pictures of the documentation: run docs/images/take-pictures")
class PicturesTest {

    private static final Path FOLDER = Path.of(System.getProperty("jobrunner.pictures", "."));
    private static final String ADDRESS = System.getProperty("jobrunner.address", "");
    private static final String PASSWORD = String.valueOf(System.getenv("ADMIN_PASSWORD"));

    @Test
    void takesThem() throws Exception {
        assumeTrue(Chromium.missing().isEmpty(), () -> Chromium.missing().orElse(""));
        Files.createDirectories(FOLDER);
        for (String theme : List.of("light", "dark")) {
            ChromeDriver browser = Chromium.open(1440, 900, "--force-device-scale-factor=1.5");
            try {
                // The window's frame takes its share; the pictures shall be of one width whatever it is.
                browser.executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of("width", 1440, "height", 900, "deviceScaleFactor", 1.5, "mobile", false));
                browser.executeCdpCommand(
                        "Emulation.setEmulatedMedia",
                        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
                signIn(browser);
                take(browser, "/", "overview-" + theme);
                take(browser, task(browser), "task-" + theme);
                take(browser, run(browser), "run-" + theme);
                for (String page : List.of(
                        "tasks", "runs", "failures", "schedule", "calendars", "graph", "workers", "audit", "about")) {
                    if (Boolean.getBoolean("jobrunner.pictures.all")) {
                        take(browser, "/" + page, page + "-" + theme);
                    }
                }
                if (Boolean.getBoolean("jobrunner.pictures.all")) {
                    browser.executeCdpCommand(
                            "Emulation.setDeviceMetricsOverride",
                            Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
                    for (String page : List.of(
                            "",
                            "tasks",
                            "runs",
                            "failures",
                            "schedule",
                            "calendars",
                            "graph",
                            "workers",
                            "audit",
                            "about")) {
                        take(browser, "/" + page, "phone-" + (page.isEmpty() ? "overview" : page) + "-" + theme);
                    }
                    take(browser, task(browser), "phone-task-" + theme);
                    take(browser, run(browser), "phone-run-" + theme);
                }
            } finally {
                browser.quit();
            }
        }
        assertThat(FOLDER.resolve("overview-dark.png")).isNotEmptyFile();
    }

    private static void signIn(ChromeDriver browser) {
        browser.get(ADDRESS + "/sign-in");
        browser.findElement(By.name("username")).sendKeys("admin");
        browser.findElement(By.name("password")).sendKeys(PASSWORD);
        browser.findElement(By.cssSelector("main button[type=submit]")).click();
        new WebDriverWait(browser, Duration.ofSeconds(10))
                .until(b -> !String.valueOf(b.getCurrentUrl()).contains("sign-in"));
    }

    private static String task(ChromeDriver browser) {
        return first(browser, "/tasks?text=scraping", "main table a[href*='/tasks/']");
    }

    private static String run(ChromeDriver browser) {
        return first(browser, "/runs?status=completed&text=clustering", "main table a[href*='/runs/']");
    }

    private static String first(ChromeDriver browser, String page, String link) {
        browser.get(ADDRESS + page);
        return browser.findElements(By.cssSelector(link)).stream()
                .map(found -> String.valueOf(found.getAttribute("href")))
                .filter(address -> address.matches(".*/\\d+"))
                .findFirst()
                .orElseThrow()
                .replace(ADDRESS, "");
    }

    private static void take(ChromeDriver browser, String page, String name) throws Exception {
        browser.get(ADDRESS + page);
        Map<String, Object> picture = browser.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", name.startsWith("phone")));
        Files.write(FOLDER.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(picture.get("data"))));
    }
}
