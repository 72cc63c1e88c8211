package dev.jobrunner.scheduler.security;

import dev.jobrunner.core.access.Role;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without scripts: keeps cookies, sends forms, follows nothing by itself. */
final class Browser {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final TestScheduler scheduler;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String from = TestScheduler.newAddress();

    Browser(TestScheduler scheduler) {
        this.scheduler = scheduler;
    }

    static Browser signedIn(TestScheduler scheduler, Role role) throws IOException, InterruptedException {
        Browser browser = new Browser(scheduler);
        HttpResponse<String> answer = browser.signIn(role.word(), SignedIn.passwordOf(role));
        if (answer.statusCode() != 302) {
            throw new AssertionError("not signed in: " + answer.statusCode());
        }
        return browser;
    }

    HttpResponse<String> signIn(String name, String password) throws IOException, InterruptedException {
        return post("/sign-in", Map.of("username", name, "password", password));
    }

    HttpRequest.Builder request(String method, String path) {
        return scheduler.requestFrom(from, method, path).header("Accept", "text/html");
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request("GET", path));
    }

    /** As it is, without a CSRF token. */
    HttpResponse<String> post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        return send(form(request("POST", path), fields));
    }

    /** With the token that the forms of a page have. */
    HttpResponse<String> submit(String path, Map<String, String> fields) throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(fields);
        all.put("_csrf", csrf());
        return post(path, all);
    }

    /** Every page of somebody who is signed in has the form that signs out; one that does not exist, too. */
    String csrf() throws IOException, InterruptedException {
        Matcher matcher = CSRF.matcher(get("/no-such-page").body());
        if (!matcher.find()) {
            throw new AssertionError("no form with a CSRF token");
        }
        return matcher.group(1);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    Optional<HttpCookie> session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("jobrunner"))
                .findFirst();
    }

    String cookieHeader() {
        return session()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .orElse("");
    }

    /** Where the scheduler takes it to come from. */
    String clientAddress() {
        return from;
    }

    static HttpRequest.Builder form(HttpRequest.Builder request, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
