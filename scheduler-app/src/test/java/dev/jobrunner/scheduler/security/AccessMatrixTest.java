package dev.jobrunner.scheduler.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.access.IssuedToken;
import dev.jobrunner.core.access.Role;
import dev.jobrunner.core.settings.AccessSettings;
import dev.jobrunner.scheduler.testing.FormBrowser;
import dev.jobrunner.scheduler.testing.RunningScheduler;
import dev.jobrunner.scheduler.testing.SignedIn;
import dev.jobrunner.scheduler.testing.Stranger;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Every mapping that the application has, whoever added it, against everybody who may call it. */
class AccessMatrixTest {

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

    private static final Set<String> UNKNOWN = Set.of(
            "/no-such-page",
            "/api",
            "/api/v1",
            "/api/v1/no-such-thing",
            "/api/v2/tasks",
            "/actuator",
            "/actuator/env",
            "/actuator/heapdump",
            "/actuator/loggers",
            "/scheduler",
            "/scheduler/health/x",
            "/v3/api-docs/x",
            "/swagger-ui.html",
            "/sign-in/back",
            "/tokens/../tokens",
            "/templates/layout.html",
            "/application.yaml");

    /** Only reached from inside. */
    private static final Set<String> INTERNAL = Set.of("/error");

    private static RunningScheduler scheduler;
    private static final Map<String, String> authorizations = new LinkedHashMap<>();
    private static final Map<Role, FormBrowser> browsers = new TreeMap<>();
    private static final Map<Role, String> csrf = new TreeMap<>();

    @BeforeAll
    static void start() throws Exception {
        scheduler = RunningScheduler.start(Stranger.TRUST);
        for (Role role : Role.values()) {
            authorizations.put("user " + role.word(), SignedIn.as(role));
            authorizations.put(
                    "token " + role.word(),
                    "Bearer "
                            + SignedIn.token(scheduler, "for " + role.word(), role)
                                    .secret());
            FormBrowser browser = scheduler.browser(role);
            browsers.put(role, browser);
            csrf.put(role, browser.csrf());
        }
        IssuedToken revoked = SignedIn.token(scheduler, "revoked", Role.ADMIN);
        IssuedToken expired = SignedIn.token(scheduler, "expired", Role.ADMIN);
        scheduler.sql("UPDATE scheduled_task_tokens SET revoked_at = now() WHERE name = 'revoked'");
        scheduler.sql("UPDATE scheduled_task_tokens SET created_at = now() - interval '2 days',"
                + " expires_at = now() - interval '1 second' WHERE name = 'expired'");
        authorizations.put("revoked token", "Bearer " + revoked.secret());
        authorizations.put("expired token", "Bearer " + expired.secret());
        authorizations.put("wrong password", "Basic YWRtaW46d3Jvbmc=");
    }

    @AfterAll
    static void stop() {
        scheduler.close();
    }

    @Test
    void everyMappingHasARuleAndItIsTheOneOfTheContract() {
        AccessRules rules = new AccessRules(new AccessSettings(true, false, 0));
        List<String> wrong = new ArrayList<>();
        mappings()
                .forEach((path, methods) -> methods.forEach(method -> {
                    Need found = rules.of(HttpMethod.valueOf(method), path)
                            .map(Rule::need)
                            .orElse(null);
                    Need expected = expected(method, path);
                    if (found != expected) {
                        wrong.add(method + " " + path + " needs " + found + " by AccessRules, and " + expected
                                + " by the contract");
                    }
                }));

        assertThat(wrong).isEmpty();
    }

    @Test
    void programsGetWhereTheirRoleLetsThem() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Set<String>> mapping : mappings().entrySet()) {
            if (!isForPrograms(mapping.getKey())) {
                continue;
            }
            for (String method : mapping.getValue()) {
                Need need = expected(method, mapping.getKey());
                check(wrong, "nobody", method, mapping.getKey(), null, need == Need.NOTHING, 401);
                for (Map.Entry<String, String> caller : authorizations.entrySet()) {
                    Role role = roleOf(caller.getKey());
                    boolean allowed = role != null && mayPass(role, need);
                    check(
                            wrong,
                            caller.getKey(),
                            method,
                            mapping.getKey(),
                            caller.getValue(),
                            allowed,
                            role == null ? 401 : 403);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aSessionOfThePagesReadsTheApiAndNeverChangesAnything() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Set<String>> mapping : mappings().entrySet()) {
            if (!isForPrograms(mapping.getKey())) {
                continue;
            }
            for (String method : mapping.getValue()) {
                Need need = expected(method, mapping.getKey());
                boolean reads = method.equals("GET") || method.equals("HEAD");
                for (Map.Entry<Role, FormBrowser> person : browsers.entrySet()) {
                    boolean enough = mayPass(person.getKey(), need);
                    HttpRequest.Builder request = request(method, mapping.getKey())
                            .header("Cookie", person.getValue().cookieHeader())
                            .header("X-CSRF-TOKEN", csrfOf(person.getKey()));
                    check(
                            wrong,
                            "session of " + person.getKey(),
                            request,
                            (reads && enough) || need == Need.NOTHING,
                            reads ? 403 : 401);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void peopleGetWhereTheirRoleLetsThemAndOnlyWithTheirOwnForms() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Set<String>> mapping : mappings().entrySet()) {
            String path = mapping.getKey();
            if (isForPrograms(path)) {
                continue;
            }
            for (String method : mapping.getValue()) {
                Need need = expected(method, path);
                boolean reads = method.equals("GET") || method.equals("HEAD");
                check(wrong, "nobody", method, path, null, need == Need.NOTHING, 302);
                check(
                        wrong,
                        "token of an admin",
                        method,
                        path,
                        authorizations.get("token admin"),
                        need == Need.NOTHING,
                        302);
                check(
                        wrong,
                        "Basic of an admin",
                        method,
                        path,
                        authorizations.get("user admin"),
                        need == Need.NOTHING,
                        302);
                for (Map.Entry<Role, FormBrowser> person : browsers.entrySet()) {
                    boolean enough = mayPass(person.getKey(), need);
                    HttpRequest.Builder request = page(method, path, person.getValue());
                    if (!reads) {
                        check(wrong, person.getKey() + " without CSRF", request, need == Need.NOTHING, 403);
                        request = FormBrowser.form(
                                page(method, path, person.getValue()), Map.of("_csrf", csrfOf(person.getKey())));
                    }
                    check(wrong, "session of " + person.getKey(), request, enough, 403);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatIsNotMappedAnswersNobodyAndTellsNothing() throws Exception {
        List<String> wrong = new ArrayList<>();
        Map<String, Set<String>> mappings = mappings();
        Map<String, Set<String>> rest = new TreeMap<>();
        mappings.forEach((path, methods) -> {
            Set<String> others = new TreeSet<>(METHODS);
            others.removeAll(methods);
            rest.put(path, others);
        });
        UNKNOWN.forEach(path -> rest.put(path, new TreeSet<>(METHODS)));
        INTERNAL.forEach(path -> rest.put(path, new TreeSet<>(METHODS)));
        for (Map.Entry<String, Set<String>> each : rest.entrySet()) {
            for (String method : each.getValue()) {
                HttpRequest.Builder admin = isForPrograms(each.getKey())
                        ? request(method, each.getKey()).header("Authorization", SignedIn.as(Role.ADMIN))
                        : page(method, each.getKey(), admin());
                for (HttpRequest.Builder request : List.of(request(method, each.getKey()), admin)) {
                    int status = status(request);
                    if (status < 300 || status >= 500) {
                        wrong.add(method + " " + each.getKey() + ": " + status);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void anAdminLearnsThatAnUnknownAddressIsUnknown() throws Exception {
        for (String path : List.of("/api/v1/no-such-thing", "/actuator/env")) {
            assertThat(status(request("GET", path).header("Authorization", SignedIn.as(Role.ADMIN))))
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(admin().get("/no-such-page").statusCode()).isEqualTo(404);
    }

    /** The contract in words: viewers read, operators change and read the audit, admins make tokens and delete tasks. */
    private static Need expected(String method, String path) {
        boolean reads = method.equals("GET") || method.equals("HEAD");
        if (path.startsWith("/actuator/health") || path.equals("/scheduler/health") || path.startsWith("/sign-in")) {
            return Need.NOTHING;
        }
        boolean deletesTask =
                (method.equals("DELETE") && path.matches("/api/v1/tasks/[^/]+")) || path.matches("/tasks/[^/]+/delete");
        if (path.contains("/tokens") || deletesTask) {
            return Need.ADMIN;
        }
        if (path.contains("/audit") || path.equals("/tasks/new") || path.matches("/tasks/[^/]+/edit")) {
            return Need.OPERATOR;
        }
        if (path.matches("/calendars/.+")) {
            return Need.OPERATOR;
        }
        return reads || path.equals("/api/v1/schedules/plan") ? Need.VIEWER : Need.OPERATOR;
    }

    /** Path with numbers in place of variables, to methods; internal ones are left out. */
    private static Map<String, Set<String>> mappings() {
        Map<String, Set<String>> mappings = new TreeMap<>();
        scheduler
                .beans(RequestMappingInfoHandlerMapping.class)
                .forEach(mapping -> mapping.getHandlerMethods()
                        .keySet()
                        .forEach(info -> info.getPatternValues()
                                .forEach(pattern -> mappings.computeIfAbsent(
                                                concrete(pattern), path -> new LinkedHashSet<>())
                                        .addAll(methods(info)))));
        assertThat(mappings).containsKeys("/api/v1/tokens", "/actuator/prometheus", "/tokens", "/v3/api-docs");
        INTERNAL.forEach(mappings::remove);
        return mappings;
    }

    private static String concrete(String pattern) {
        String path = pattern.replaceAll("\\{[^}]+}", "999999999").replace("/**", "/x");
        return path.isEmpty() ? "/" : path;
    }

    private static Set<String> methods(RequestMappingInfo info) {
        Set<String> methods = new TreeSet<>();
        for (RequestMethod method : info.getMethodsCondition().getMethods()) {
            methods.add(method.name());
            if (method == RequestMethod.GET) {
                methods.add("HEAD");
            }
        }
        return methods.isEmpty() ? new TreeSet<>(List.of("GET", "HEAD", "POST")) : methods;
    }

    private static boolean isForPrograms(String path) {
        return path.startsWith("/api")
                || path.startsWith("/actuator")
                || path.startsWith("/scheduler/")
                || path.startsWith("/v3/");
    }

    private static @Nullable Role roleOf(String caller) {
        return Role.of(caller.substring(caller.lastIndexOf(' ') + 1)).orElse(null);
    }

    private static boolean mayPass(Role role, Need need) {
        Role needed = need.role();
        return needed == null || role.compareTo(needed) >= 0;
    }

    private static String csrfOf(Role role) {
        return Objects.requireNonNull(csrf.get(role));
    }

    private static FormBrowser admin() {
        return Objects.requireNonNull(browsers.get(Role.ADMIN));
    }

    private static HttpRequest.Builder request(String method, String path) {
        return Stranger.of(scheduler).request(method, path);
    }

    private static HttpRequest.Builder page(String method, String path, FormBrowser browser) {
        return request(method, path).header("Accept", "text/html").header("Cookie", browser.cookieHeader());
    }

    private static void check(
            List<String> wrong,
            String who,
            String method,
            String path,
            @Nullable String authorization,
            boolean allowed,
            int otherwise)
            throws Exception {
        HttpRequest.Builder request = request(method, path);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        check(wrong, who, request, allowed, otherwise);
    }

    private static void check(
            List<String> wrong, String who, HttpRequest.Builder request, boolean allowed, int otherwise)
            throws Exception {
        int status = status(request);
        boolean good = allowed ? status != 403 && status < 500 : status == otherwise;
        if (!good) {
            HttpRequest sent = request.build();
            wrong.add(who + ": " + sent.method() + " " + sent.uri().getPath() + " answers " + status
                    + (allowed ? " although it is allowed" : " in place of " + otherwise));
        }
    }

    /** A stream of events has no end; its head is enough, and one that is late has let us in. */
    private static int status(HttpRequest.Builder request) throws Exception {
        try {
            HttpResponse<InputStream> response = scheduler.send(request, BodyHandlers.ofInputStream());
            response.body().close();
            return response.statusCode();
        } catch (HttpTimeoutException late) {
            return 200;
        }
    }
}
