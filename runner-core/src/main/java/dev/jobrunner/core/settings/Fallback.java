package dev.jobrunner.core.settings;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a variable stands at when nobody sets it, spelled as the variable would be.
 *
 * @param usual null if there is no default
 * @param elsewhere the exceptions: place to text
 */
record Fallback(@Nullable String usual, Map<String, String> elsewhere) {

    static final Fallback NONE = new Fallback(null, Map.of());

    Fallback {
        elsewhere = Map.copyOf(elsewhere);
    }

    static Fallback of(String usual) {
        return new Fallback(usual, Map.of());
    }

    @Nullable
    String in(Place place) {
        return place.words().stream()
                .filter(elsewhere::containsKey)
                .findFirst()
                .map(elsewhere::get)
                .orElse(usual);
    }
}
