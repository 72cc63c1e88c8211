package dev.jobrunner.core.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do; each role includes those before it. */
public enum Role {
    /** Sees tasks, runs and workers. */
    VIEWER,
    /** Changes tasks, runs and workers, and reads the audit. */
    OPERATOR,
    /** Makes tokens and deletes tasks. */
    ADMIN;

    /** As settings, the database and {@code isUserInRole} spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that word; empty if there is none. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    /** This role and all that it includes, the least first. */
    public List<Role> withThoseBelow() {
        return Arrays.stream(values()).filter(role -> role.compareTo(this) <= 0).toList();
    }
}
