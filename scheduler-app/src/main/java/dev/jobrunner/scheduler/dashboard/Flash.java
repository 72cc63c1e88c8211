package dev.jobrunner.scheduler.dashboard;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What the last action did, shown once on the page that follows. Give it to the redirect:
 * {@code redirect.addFlashAttribute(Flash.NAME, Flash.good("Paused 3 tasks."))}.
 *
 * @param tone good, warn or bad
 * @param href a path within the application that leads further; null for none
 * @param link the words of that link
 */
public record Flash(
        String tone,
        String text,
        @Nullable String href,
        @Nullable String link) implements Serializable {

    /** The attribute's name. */
    public static final String NAME = "flash";

    public static Flash good(String text) {
        return new Flash("good", text, null, null);
    }

    public static Flash warn(String text) {
        return new Flash("warn", text, null, null);
    }

    public static Flash bad(String text) {
        return new Flash("bad", text, null, null);
    }

    /** The same with a link, such as to what was made. */
    public Flash leadingTo(String path, String words) {
        return new Flash(tone, text, path, words);
    }
}
