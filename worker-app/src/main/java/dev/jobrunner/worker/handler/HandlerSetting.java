package dev.jobrunner.worker.handler;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code HANDLER_<TYPE>} variable or {@code jobrunner.handlers.<type>} property.
 *
 * @param key what stands for the type: all capitals if it comes from a variable
 */
record HandlerSetting(String key, String value) {

    private static final Pattern VARIABLE = Pattern.compile("[A-Z0-9_]+");
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://.*", Pattern.DOTALL);

    HandlerSetting {
        value = value.strip();
    }

    /** The name under which the operator knows it. */
    String name() {
        return isVariable() ? "HANDLER_" + key : "jobrunner.handlers." + key;
    }

    String taskType() {
        return isVariable() ? key.toLowerCase(Locale.ROOT) : key;
    }

    Optional<String> scheme() {
        Matcher matcher = SCHEME.matcher(value);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private boolean isVariable() {
        return VARIABLE.matcher(key).matches();
    }
}
