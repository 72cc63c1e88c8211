package dev.jobrunner.core.audit;

import java.util.Locale;

/** Through what somebody acts. */
public enum Face {
    /** The web pages. */
    PAGE,
    /** The REST interface. */
    API,
    /** The command line. */
    CLI;

    /** As the audit table spells it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
