package dev.jobrunner.scheduler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.access.Role;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A browser without scripts: keeps cookies, sends forms, follows nothing by itself. Paths are the scheduler's, without the
 * prefix that it may listen under.
 */
public final class FormBrowser {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final Stranger from;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    FormBrowser(RunningScheduler scheduler) {
        this.from = Stranger.of(scheduler);
    }

    FormBrowser signedIn(Role role) throws IOException, InterruptedException {
        HttpResponse<String> answer = signIn(role.word(), SignedIn.passwordOf(role));
        assertThat(answer.statusCode()).as("sign-in of %s", role).isEqualTo(302);
        return this;
    }

    /** What the sign-in form is answered with: 302 if the password is right. */
    public HttpResponse<String> signIn(String name, String password) throws IOException, InterruptedException {
        return post("/sign-in", Map.of("username", name, "password", password));
    }

    public HttpRequest.Builder request(String method, String path) {
        return from.request(method, path).header("Accept", "text/html,*/*;q=0.8");
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request("GET", path));
    }

    /** Goes where a link or a redirect leads. */
    public HttpResponse<String> open(String link) throws IOException, InterruptedException {
        return get(pathOf(link));
    }

    /** The path of a link or a redirect, which both have the prefix; fails on one that leads to somebody else. */
    public String pathOf(String link) {
        URI base = from.scheduler().address();
        String target = base.resolve(link).toString();
        assertThat(target).as("an address of the scheduler").startsWith(base + "/");
        return target.substring(base.toString().length());
    }

    /** A form as it is, without a CSRF token. */
    public HttpResponse<String> post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        return send(form(request("POST", path), fields));
    }

    /** A form with the token that the forms of a page have. */
    public HttpResponse<String> submit(String path, Map<String, String> fields)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(fields);
        all.put("_csrf", csrf());
        return post(path, all);
    }

    /** Every page of somebody who is signed in has the form that signs out; one that does not exist, too. */
    public String csrf() throws IOException, InterruptedException {
        Matcher matcher = CSRF.matcher(get("/no-such-page").body());
        assertThat(matcher.find()).as("a form with a CSRF token").isTrue();
        return matcher.group(1);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return send(request, BodyHandlers.ofString());
    }

    public <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body)
            throws IOException, InterruptedException {
        return http.send(request.build(), body);
    }

    public Optional<HttpCookie> session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("jobrunner"))
                .findFirst();
    }

    /** The value of the header {@code Cookie} for who borrows this session. */
    public String cookieHeader() {
        return session()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .orElse("");
    }

    /** Where a scheduler that trusts one proxy takes it to come from. */
    public String clientAddress() {
        return from.address();
    }

    /** Where an answer leads; says what was answered instead if it leads nowhere. */
    public static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("none, but " + answer.statusCode());
    }

    public static HttpRequest.Builder form(HttpRequest.Builder request, Map<String, String> fields) {
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
