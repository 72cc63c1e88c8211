package dev.jobrunner.scheduler.taskset;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What to do about the parts of YAML that surprise people. */
final class YamlHints {

    /** A value that begins with a character that means something else to YAML, as many cron patterns do. */
    private static final Pattern UNQUOTED = Pattern.compile("[^#'\"]*:\\s+[*@].*");

    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    private static final JsonMapper JSON = new JsonMapper();

    private YamlHints() {}

    /** A text that is JSON, in the words that YAML shares with it; any other one as it is. The lines stay. */
    static String sharedWithJson(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return text;
        }
        try {
            JSON.readTree(text);
        } catch (JacksonException e) {
            return text; // YAML may begin like this as well
        }
        return ESCAPED.matcher(text.replace('\t', ' '))
                .replaceAll(escaped -> escaped.group(1).equals("/") ? "/" : Matcher.quoteReplacement(escaped.group()));
    }

    /** Why a part of a document has no place in a file that could as well be JSON; empty where it has. */
    static Optional<String> unlikeJson(Event event) {
        if (event instanceof AliasEvent || (event instanceof NodeEvent node && node.getAnchor() != null)) {
            return Optional.of("anchors (&) and aliases (*) are not used here: what tasks share goes into defaults;"
                    + " a text that begins with * or & needs quotes");
        }
        String tag = tag(event);
        return tag == null || tag.equals("!")
                ? Optional.empty()
                : Optional.of("tags (" + tag + ") are not used here; a text that begins with ! needs quotes");
    }

    /** What may be the reason that a line cannot be read; empty where none is known. */
    static String of(String text, int line) {
        return text.lines()
                .skip(Math.max(line - 1, 0))
                .findFirst()
                .filter(each -> UNQUOTED.matcher(each).matches())
                .map(each -> "; a text that begins with * or @, as many patterns do, needs quotes")
                .orElse("");
    }

    private static @Nullable String tag(Event event) {
        return event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent start ? start.getTag() : null;
    }
}
