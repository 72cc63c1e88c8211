package dev.jobrunner.core.settings;

/**
 * How the text of a variable becomes a value.
 *
 * @param <T> the value's type
 */
interface Reading<T> {

    /**
     * Turns text into a value.
     *
     * @throws IllegalArgumentException if the text has another form; its message is not shown to anybody
     */
    T read(String text);

    /** Whether a value of the right form is also in range. */
    boolean allows(T value);

    /** The value as Spring reads it from a property. */
    String write(T value);

    /** What a variable must look like: "a number of seconds without a unit". */
    String form();

    /** The range in words, with its unit: "from 1 to 60 seconds". */
    String range();

    /** Whether the text must never be shown. */
    default boolean secret() {
        return false;
    }
}
