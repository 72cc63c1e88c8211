package dev.jobrunner.scheduler.security;

import dev.jobrunner.core.access.Role;
import dev.jobrunner.core.settings.PasswordSettings;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The users that settings make, one a role at most; each is named as its role. */
final class Users {

    private final Map<Role, PasswordCheck> passwords = new EnumMap<>(Role.class);
    private final PasswordCheck nobodys = new PasswordCheck(UUID.randomUUID().toString());

    /** @param adminPassword for the user {@code admin} if the settings have none */
    Users(PasswordSettings settings, String adminPassword) {
        passwords.put(
                Role.ADMIN,
                new PasswordCheck(settings.adminPassword() == null ? adminPassword : settings.adminPassword()));
        add(Role.OPERATOR, settings.operatorPassword());
        add(Role.VIEWER, settings.viewerPassword());
    }

    /** The role of a user, which is its name too; empty if name or password is wrong, after the same time. */
    Optional<Role> check(String name, String password) {
        Optional<Role> role = known(name);
        boolean right = role.map(passwords::get).orElse(nobodys).accepts(password);
        return right ? role : Optional.empty();
    }

    /** The user of that name, without looking at a password. */
    Optional<Role> known(String name) {
        return Role.of(name).filter(passwords::containsKey);
    }

    private void add(Role role, @Nullable String password) {
        if (password != null) {
            passwords.put(role, new PasswordCheck(password));
        }
    }
}
