package dev.jobrunner.core.settings;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** The variables about who gets in; a part of the table in {@link Variables}. */
final class AccessVariables {

    static final Variable<String> ADMIN_PASSWORD = new Variable<>(
            "ADMIN_PASSWORD",
            "jobrunner.admin-password",
            FreeText.password(),
            Fallback.NONE,
            "Password of the user `admin`, for pages and API; needed where the scheduler listens beyond loopback. There it"
                    + " has at least " + PasswordStrength.LEAST_LENGTH + " characters and is no well-known one.");

    static final Variable<String> OPERATOR_PASSWORD = new Variable<>(
            "OPERATOR_PASSWORD",
            "jobrunner.operator-password",
            FreeText.password(),
            Fallback.NONE,
            "Makes a user `operator`, who may change tasks, runs and workers; the same demands.");

    static final Variable<String> VIEWER_PASSWORD = new Variable<>(
            "VIEWER_PASSWORD",
            "jobrunner.viewer-password",
            FreeText.password(),
            Fallback.NONE,
            "Makes a user `viewer`, who may only look; the same demands.");

    static final Variable<Boolean> HEALTH_PUBLIC = new Variable<>(
            "SCHEDULER_HEALTH_PUBLIC",
            "jobrunner.access.health-public",
            new YesNo(),
            Fallback.of("true"),
            "Whether `/scheduler/health` answers without a sign-in; strangers see no names in its reasons.");

    static final Variable<Boolean> METRICS_PUBLIC = new Variable<>(
            "METRICS_PUBLIC",
            "jobrunner.access.metrics-public",
            new YesNo(),
            Fallback.of("false"),
            "Whether the scheduler's `/actuator/prometheus` answers without a sign-in.");

    static final Variable<Integer> TRUSTED_PROXIES = new Variable<>(
            "TRUSTED_PROXIES",
            "jobrunner.access.trusted-proxies",
            new WholeNumber(0, 10),
            new Fallback("0", Map.of("scheduler on Render", "2")),
            "How many proxies stand between clients and the scheduler: that many addresses at the right end of"
                    + " `X-Forwarded-For` and the connection are theirs, the next one is the client's.");

    static final Variable<String> SERVER_ADDRESS = new Variable<>(
            "SERVER_ADDRESS",
            "server.address",
            FreeText.anything("an address of this machine"),
            Fallback.NONE,
            "Where the process listens; on all addresses when it is not set. `127.0.0.1` keeps it to this machine.");

    static final Variable<String> OIDC_ISSUER_URI = new Variable<>(
            "OIDC_ISSUER_URI",
            "jobrunner.oidc.issuer-uri",
            FreeText.of(
                    "an OpenID Connect issuer", "a URL (https://, or http:// for trying)", AccessVariables::isWebUrl),
            Fallback.NONE,
            "Sign-in through this provider, beside the users above.");

    static final Variable<String> OIDC_CLIENT_ID = new Variable<>(
            "OIDC_CLIENT_ID",
            "jobrunner.oidc.client-id",
            FreeText.anything("a client's name"),
            Fallback.NONE,
            "The scheduler's name at the provider; its redirect URI there is `<address>/sign-in/back/oidc`.");

    static final Variable<String> OIDC_CLIENT_SECRET = new Variable<>(
            "OIDC_CLIENT_SECRET",
            "jobrunner.oidc.client-secret",
            FreeText.secret("a client's secret"),
            Fallback.NONE,
            "The scheduler's secret at the provider.");

    static final Variable<String> OIDC_ROLE_CLAIM = new Variable<>(
            "OIDC_ROLE_CLAIM",
            "jobrunner.oidc.role-claim",
            FreeText.anything("a claim's name"),
            Fallback.of("groups"),
            "Which claim of the ID token or the user info names groups or roles; dots lead into objects"
                    + " (`realm_access.roles`).");

    static final Variable<String> OIDC_VIEWERS = people("VIEWERS", "viewers");

    static final Variable<String> OIDC_OPERATORS = people("OPERATORS", "operators");

    static final Variable<String> OIDC_ADMINS = people("ADMINS", "admins");

    static final List<Variable<?>> ALL = List.of(
            ADMIN_PASSWORD,
            OPERATOR_PASSWORD,
            VIEWER_PASSWORD,
            HEALTH_PUBLIC,
            METRICS_PUBLIC,
            TRUSTED_PROXIES,
            SERVER_ADDRESS,
            OIDC_ISSUER_URI,
            OIDC_CLIENT_ID,
            OIDC_CLIENT_SECRET,
            OIDC_ROLE_CLAIM,
            OIDC_VIEWERS,
            OIDC_OPERATORS,
            OIDC_ADMINS);

    private AccessVariables() {}

    private static Variable<String> people(String name, String property) {
        return new Variable<>(
                "OIDC_" + name,
                "jobrunner.oidc." + property,
                FreeText.anything("values separated by commas"),
                Fallback.NONE,
                "Values of that claim whose holders are " + property + "; nobody is by default.");
    }

    private static boolean isWebUrl(String text) {
        try {
            URI uri = URI.create(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (IllegalArgumentException noUri) {
            return false;
        }
    }
}
