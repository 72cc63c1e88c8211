package dev.jobrunner.core.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;

/** Turns environment variables into properties. */
final class VariableReader {

    private final Log log;

    VariableReader(Log log) {
        this.log = log;
    }

    /**
     * The properties that the given variables set; a variable without text counts as not set.
     *
     * @throws StartRefused for the first wrong value, in alphabetical order
     */
    Map<String, Object> read(Map<String, Object> environment) {
        Map<String, Object> properties = new LinkedHashMap<>();
        new TreeMap<>(environment).forEach((name, value) -> {
            String text = value.toString();
            if (text.isBlank()) {
                return;
            }
            if (!readInto(properties, name, text)) {
                Spelling.nearestTo(name)
                        .ifPresent(near -> log.warn("The environment variable " + name
                                + " is not known and has no effect; did you mean " + near + "?"));
            }
        });
        return properties;
    }

    /** What the variables stand at when they are not set, in the given place. */
    static Map<String, Object> defaults(Place place) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Variable<?> variable : Variables.ALL) {
            @Nullable String text = variable.fallback().in(place);
            if (text != null && !text.isEmpty()) {
                properties.put(variable.property(), variable.translate(variable.name(), text));
            }
        }
        return properties;
    }

    private static boolean readInto(Map<String, Object> properties, String name, String text) {
        for (Variable<?> variable : Variables.ALL) {
            Optional<String> property = variable.propertyFor(name);
            if (property.isPresent()) {
                properties.put(property.get(), variable.translate(name, text));
                return true;
            }
        }
        return name.equals(DatabaseUrl.VARIABLE);
    }
}
