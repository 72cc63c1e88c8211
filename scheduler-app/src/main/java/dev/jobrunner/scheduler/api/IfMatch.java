package dev.jobrunner.scheduler.api;

import org.jspecify.annotations.Nullable;

/** Reads the header of a change that shall happen only if nobody else has made one. */
public final class IfMatch {

    private IfMatch() {}

    /** The version that the caller has seen; null where any will do. */
    public static @Nullable String version(@Nullable String header) {
        if (header == null || header.strip().equals("*")) {
            return null;
        }
        return header.strip().replaceFirst("^W/", "").replace("\"", "");
    }
}
