package dev.jobrunner.scheduler.security;

import java.io.Serializable;

/**
 * From where and how somebody signs in; the details of an authentication.
 *
 * @param address see {@link ClientAddress}
 * @param way {@value #FORM}, {@value #BASIC}, {@value #TOKEN} or {@value #OIDC}
 */
record Caller(String address, String way) implements Serializable {

    static final String FORM = "form";
    static final String BASIC = "basic";
    static final String TOKEN = "token";
    static final String OIDC = "oidc";

    /** Whether it sends its credentials with each request. */
    boolean isProgram() {
        return way.equals(BASIC) || way.equals(TOKEN);
    }
}
