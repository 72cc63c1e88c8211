package dev.jobrunner.scheduler.security;

import static dev.jobrunner.scheduler.security.Need.ADMIN;
import static dev.jobrunner.scheduler.security.Need.NOTHING;
import static dev.jobrunner.scheduler.security.Need.OPERATOR;
import static dev.jobrunner.scheduler.security.Need.VIEWER;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import dev.jobrunner.core.settings.AccessSettings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

/** Who may call what. The first rule that fits counts; what no rule names is refused to everybody. */
final class AccessRules {

    private final List<Rule> rules = new ArrayList<>();

    AccessRules(AccessSettings settings) {
        openToAll(settings);
        pages();
        api();
    }

    private void openToAll(AccessSettings settings) {
        add(NOTHING, GET, "/actuator/health", "/actuator/health/**");
        add(settings.healthPublic() ? NOTHING : VIEWER, GET, "/scheduler/health");
        add(settings.metricsPublic() ? NOTHING : VIEWER, GET, "/actuator/prometheus");
        add(NOTHING, GET, Paths.SIGN_IN, Paths.SIGN_IN_AGAIN, "/sign-in/oidc", "/sign-in/back/oidc");
        add(NOTHING, POST, Paths.SIGN_IN, Paths.SIGN_IN_AGAIN, "/sign-out");
        add(NOTHING, GET, "/css/**", "/js/**", "/webjars/**", "/favicon.ico");
    }

    private void pages() {
        add(ADMIN, GET, "/tokens", "/tokens/**", "/tasks/*/delete");
        add(ADMIN, POST, "/tokens", "/tokens/**", "/tasks/*/delete");
        add(OPERATOR, GET, "/audit", "/audit/**", "/tasks/new", "/tasks/*/edit");
        add(OPERATOR, GET, "/calendars/new", "/calendars/*/edit", "/calendars/*/delete", "/calendars/preview");
        add(OPERATOR, POST, "/tasks", "/tasks/**", "/runs/**", "/failures/**", "/workers/**");
        add(OPERATOR, POST, "/calendars", "/calendars/**");
        add(VIEWER, GET, "/", "/events", "/events/**", "/about", "/schedule", "/schedule/**", "/graph");
        add(VIEWER, GET, "/tasks", "/tasks/**", "/runs", "/runs/**", "/failures", "/failures/**");
        add(VIEWER, GET, "/workers", "/workers/**", "/calendars");
    }

    private void api() {
        add(ADMIN, GET, "/api/v1/tokens");
        add(ADMIN, POST, "/api/v1/tokens");
        add(ADMIN, DELETE, "/api/v1/tokens/*", "/api/v1/tasks/*");
        add(OPERATOR, GET, "/api/v1/audit", "/api/v1/audit/**");
        add(OPERATOR, POST, "/api/v1/tasks", "/api/v1/tasks/**", "/api/v1/runs/**", "/api/v1/workers/**");
        add(OPERATOR, POST, "/api/v1/failures/**", "/api/v1/schedules/apply");
        add(VIEWER, POST, "/api/v1/schedules/plan");
        add(OPERATOR, PATCH, "/api/v1/tasks/*");
        add(OPERATOR, PUT, "/api/v1/calendars/*");
        add(OPERATOR, DELETE, "/api/v1/calendars/*", "/api/v1/tasks/*/backfill");
        add(VIEWER, GET, "/api/v1/tasks", "/api/v1/tasks/**", "/api/v1/runs", "/api/v1/runs/**");
        add(VIEWER, GET, "/api/v1/workers", "/api/v1/workers/**", "/api/v1/schedulers", "/api/v1/schedule/**");
        add(VIEWER, GET, "/api/v1/calendars", "/api/v1/calendars/*");
        add(VIEWER, GET, "/api/v1/failures", "/api/v1/failures/**");
        add(VIEWER, GET, "/v3/api-docs", "/v3/api-docs.yaml");
    }

    List<Rule> all() {
        return List.copyOf(rules);
    }

    /** The rule for a path without the context path; empty if no rule names it. */
    Optional<Rule> of(HttpMethod method, String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        return rules.stream()
                .filter(rule -> rule.methods().contains(method) && rule.parsed().matches(parsed))
                .findFirst();
    }

    /** The methods that rules name for a path; empty for a path that no rule names. */
    Set<HttpMethod> methodsOf(String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        Set<HttpMethod> methods = new LinkedHashSet<>();
        rules.stream().filter(rule -> rule.parsed().matches(parsed)).forEach(rule -> methods.addAll(rule.methods()));
        return methods;
    }

    private void add(Need need, HttpMethod method, String... patterns) {
        for (String pattern : patterns) {
            rules.add(new Rule(method, pattern, need));
        }
    }
}
