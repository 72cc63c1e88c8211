package dev.jobrunner.core.task;

import org.jspecify.annotations.Nullable;

/**
 * A new value of a field.
 *
 * @param value null: cleared
 */
public record Edit<T>(@Nullable T value) {}
