package dev.jobrunner.scheduler.security;

import dev.jobrunner.core.access.Role;
import org.jspecify.annotations.Nullable;

/** What a request needs to be let in. */
enum Need {
    NOTHING(null),
    VIEWER(Role.VIEWER),
    OPERATOR(Role.OPERATOR),
    ADMIN(Role.ADMIN);

    private final @Nullable Role role;

    Need(@Nullable Role role) {
        this.role = role;
    }

    /** Null if anybody may come in. */
    @Nullable
    Role role() {
        return role;
    }
}
