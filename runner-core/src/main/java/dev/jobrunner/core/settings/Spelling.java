package dev.jobrunner.core.settings;

import dev.jobrunner.core.text.Slips;
import java.util.Optional;

/** Finds the variable that somebody probably meant. */
final class Spelling {

    private static final int LONG_NAME = 12;

    private Spelling() {}

    /** A known name that differs from the given one by a slip or two; empty if none is near. */
    static Optional<String> nearestTo(String environmentName) {
        return Variables.ALL.stream()
                .flatMap(variable -> suggestion(variable, environmentName).stream())
                .findFirst();
    }

    private static Optional<String> suggestion(Variable<?> variable, String typed) {
        String stem = variable.stem();
        if (!variable.isFamily()) {
            return isSlipOf(stem, typed) ? Optional.of(stem) : Optional.empty();
        }
        for (int cut = typed.indexOf('_'); cut >= 0; cut = typed.indexOf('_', cut + 1)) {
            String head = typed.substring(0, cut + 1);
            if (isSlipOf(stem, head) && typed.length() > head.length()) {
                return Optional.of(stem + typed.substring(head.length()));
            }
        }
        return Optional.empty();
    }

    private static boolean isSlipOf(String known, String typed) {
        int allowed = known.length() >= LONG_NAME ? 2 : 1;
        return known.length() > "PORT".length()
                && Math.abs(known.length() - typed.length()) <= allowed
                && Slips.between(known, typed) <= allowed;
    }
}
