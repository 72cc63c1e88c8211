package dev.jobrunner.scheduler.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.scheduler.testing.RunningScheduler;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Somebody in front of a browser: looks for words and buttons, not for classes. */
final class Visitor implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ChromeDriver browser;
    private final URI address;

    Visitor(URI address) {
        this.browser = Chromium.open(1440, 900);
        this.address = address;
    }

    ChromeDriver browser() {
        return browser;
    }

    Visitor open(String path) {
        browser.get(address + path);
        return this;
    }

    Visitor signIn() {
        open("/sign-in");
        fill("username", "admin");
        fill("password", RunningScheduler.PASSWORD);
        click(By.cssSelector("main button[type=submit], main button:not([type])"));
        until("signed in", () -> !path().contains("sign-in"));
        return this;
    }

    /** Path and query of the page shown. */
    String path() {
        return String.valueOf(browser.getCurrentUrl()).replace(address.toString(), "");
    }

    Visitor fill(String id, String text) {
        WebElement field = find(By.cssSelector("#" + id + ", [name='" + id + "']"));
        field.clear();
        field.sendKeys(text);
        return this;
    }

    /** Clicks the button or link that reads so; within an open dialog where there is one. */
    Visitor press(String label) {
        String scope = browser.findElements(By.cssSelector("dialog[open]")).isEmpty() ? "//main" : "//dialog[@open]";
        return click(By.xpath(scope + "//*[self::button or self::a][normalize-space()='" + label + "']"));
    }

    Visitor click(By what) {
        until("there is " + what, () -> {
            for (WebElement element : browser.findElements(what)) {
                if (element.isDisplayed() && element.isEnabled()) {
                    element.click();
                    return true;
                }
            }
            return false;
        });
        return this;
    }

    Visitor type(CharSequence... keys) {
        new Actions(browser).sendKeys(keys).perform();
        return this;
    }

    WebElement find(By what) {
        return new WebDriverWait(browser, PATIENCE).until(b -> b.findElement(what));
    }

    /** Waits until the page, or a part of it, shows this text. */
    Visitor sees(String selector, String text) {
        until(
                "'" + text + "' in " + selector + " of " + path(),
                () -> browser.findElements(By.cssSelector(selector)).stream()
                        .anyMatch(element -> element.getText().contains(text)));
        return this;
    }

    int count(String selector) {
        return browser.findElements(By.cssSelector(selector)).size();
    }

    void until(String what, Condition condition) {
        new WebDriverWait(browser, PATIENCE)
                .ignoring(StaleElementReferenceException.class)
                .withMessage(() -> what + "; the page reads: "
                        + browser.findElement(By.tagName("body")).getText())
                .until(b -> condition.holds());
    }

    /** How the window is: a phone's or a desk's, light or dark. */
    Visitor with(int width, String scheme) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    /** The browser has complained of nothing since the last call: no script error, no breach of the content policy. */
    void assertNoComplaints() {
        List<String> complaints = browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
        assertThat(complaints).as("the browser's console").isEmpty();
    }

    @Override
    public void close() {
        browser.quit();
    }

    /** Looked at again and again. */
    interface Condition {
        boolean holds();
    }
}
