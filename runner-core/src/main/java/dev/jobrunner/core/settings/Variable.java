package dev.jobrunner.core.settings;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One environment variable, or a family of them with a task type at the end of the name.
 *
 * @param name as the operator types it; a family's name ends with {@value #TYPE}
 * @param property where the value goes; a family's goes into a map there
 * @param reading what it may be
 * @param fallback what it is when it is not set
 * @param meaning one sentence for the reference page
 */
record Variable<T>(String name, String property, Reading<T> reading, Fallback fallback, String meaning) {

    static final String TYPE = "<TYPE>";

    private static final Pattern TYPE_IN_CAPITALS = Pattern.compile("[A-Z0-9_]+");

    boolean isFamily() {
        return name.endsWith(TYPE);
    }

    /** The fixed part of the name. */
    String stem() {
        return isFamily() ? name.substring(0, name.length() - TYPE.length()) : name;
    }

    /** The property that the given environment variable sets; empty if it is not this one. */
    Optional<String> propertyFor(String environmentName) {
        if (!isFamily()) {
            return environmentName.equals(name) ? Optional.of(property) : Optional.empty();
        }
        if (!environmentName.startsWith(stem()) || environmentName.length() == stem().length()) {
            return Optional.empty();
        }
        String type = environmentName.substring(stem().length());
        if (!TYPE_IN_CAPITALS.matcher(type).matches()) {
            throw new StartRefused(environmentName + " must name the task type in capitals, with _ for other characters"
                    + " than letters and digits: for example " + stem() + "REPORT_GENERATION");
        }
        return Optional.of(property + "[" + type + "]");
    }

    /** Turns the text of an environment variable into the text of its property. */
    String translate(String environmentName, String text) {
        try {
            T value = reading.read(text.strip());
            if (reading.allows(value)) {
                return reading.write(value);
            }
        } catch (IllegalArgumentException otherForm) {
            // both ways of being wrong get the same answer
        }
        throw new StartRefused(environmentName + (reading.secret() ? " has a wrong value" : " is " + Quoted.of(text))
                + "; it must be " + reading.form() + ", " + reading.range());
    }

    /**
     * Hands the value back if it is there and in range.
     *
     * @throws IllegalArgumentException naming property, variable, value and what is allowed
     */
    T require(@Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(property + " (" + name + ") is not set");
        }
        if (!reading.allows(value)) {
            throw new IllegalArgumentException(property + " (" + name + ") is "
                    + (reading.secret() ? "wrong" : Quoted.of(value.toString())) + "; it must be " + reading.range());
        }
        return value;
    }
}
