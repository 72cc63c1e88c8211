package dev.jobrunner.scheduler.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.access.Role;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.scheduler.SchedulerApplication;
import dev.jobrunner.scheduler.security.SignedIn;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The pages about tasks and the audit as a browser without JavaScript gets them. */
class TaskPagesTest {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]*)\"");

    private static TestDatabase database;
    private static ConfigurableApplicationContext scheduler;

    private final Browser admin = new Browser();

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        scheduler = SpringApplication.run(
                SchedulerApplication.class,
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--server.port=0",
                "--jobrunner.scheduler.tick-interval=60s");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> new Browser().get("/actuator/health/readiness").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        scheduler.close();
        database.close();
    }

    @BeforeEach
    void empty() throws Exception {
        sql("TRUNCATE scheduled_tasks, scheduled_task_logs");
        admin.signIn(Role.ADMIN);
    }

    @Test
    void anEmptyListTeachesWhatATaskIs() throws Exception {
        assertThat(admin.get("/tasks").body()).contains("No tasks yet").contains("New task");
        assertThat(admin.get("/tasks?text=nothing").body()).contains("No task matches");
    }

    @Test
    void aTaskIsMadeSeenEditedAndDeletedByForms() throws Exception {
        assertThat(admin.get("/tasks/new").body()).contains("What this schedule means");
        HttpResponse<String> wrong =
                admin.post("/tasks", Map.of("task_type", "x", "schedule_pattern", "61 * * * *", "name", "<b>n</b>"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body())
                .as("what was typed stays, and is text")
                .contains("&lt;b&gt;n&lt;/b&gt;")
                .contains("id=\"pattern-error\"");

        HttpResponse<String> made = admin.post(
                "/tasks",
                Map.of(
                        "task_type",
                        "x",
                        "name",
                        "nightly",
                        "schedule_pattern",
                        "30 2 * * *",
                        "time_zone",
                        "Europe/Berlin",
                        "payload",
                        "{\"password\":\"s3cret\"}"));
        assertThat(made.statusCode()).isEqualTo(303);
        String path = made.headers().firstValue("Location").orElseThrow();
        String page = admin.get(path).body();
        assertThat(page)
                .contains("The task is made.")
                .contains("At 02:30 every day (Europe/Berlin)")
                .contains("not planned yet")
                .doesNotContain("s3cret")
                .doesNotContain("style=")
                .doesNotContain("onclick");

        String form = admin.get(path + "/edit").body();
        assertThat(form).doesNotContain("s3cret");
        Map<String, String> edit = Map.of(
                "version",
                field(form, "version"),
                "task_type",
                "x",
                "name",
                "nightly",
                "schedule_pattern",
                "@daily",
                "time_zone",
                "UTC",
                "payload",
                "{\"password\":\"•••\"}",
                "priority",
                "2",
                "max_concurrent_runs",
                "1");
        assertThat(admin.post(path + "/edit", edit).statusCode()).isEqualTo(303);
        assertThat(admin.post(path + "/edit", edit).body()).contains("somebody else has changed this task");
        assertThat(database.jdbc()
                        .sql("SELECT payload::text FROM scheduled_tasks")
                        .query(String.class)
                        .single())
                .contains("s3cret");

        assertThat(admin.get(path + "/delete").body()).contains("Delete 1 task").contains("There is no way back");
        assertThat(admin.post(path + "/delete", Map.of()).statusCode()).isEqualTo(303);
        assertThat(admin.get(path).statusCode()).isEqualTo(404);
        assertThat(admin.get("/audit?subject_kind=task").body())
                .contains("nightly")
                .contains("delete")
                .doesNotContain("s3cret");
    }

    @Test
    void theButtonsSayWhatTheyDidOrWhyNot() throws Exception {
        sql("INSERT INTO scheduled_tasks (id, name, task_type, schedule_pattern) VALUES (7, 'seven', 'x', '@daily')");

        admin.post("/tasks/7/pause", Map.of());
        assertThat(admin.get("/tasks/7").body()).contains("seven is paused").contains("The task is paused. Resume it.");
        admin.post("/tasks/7/run", Map.of());
        assertThat(admin.get("/tasks/7").body()).contains("Nothing changed: it is paused: resume it first.");
        admin.post("/tasks/7/resume", Map.of());
        assertThat(admin.get("/tasks/7").body()).contains("seven is active again.");
        admin.post("/tasks/7/run", Map.of("payload", "{\"n\":"));
        assertThat(admin.get("/tasks/7").body()).contains("Not started: payload");
        admin.post("/tasks/7/run", Map.of("payload", "{\"n\":2}"));
        assertThat(admin.get("/tasks/7").body()).contains("is due now").contains("instead of its own payload, once");
    }

    @Test
    void manyAreAskedAboutFirstWithTheirNumber() throws Exception {
        sql("INSERT INTO scheduled_tasks (id, task_type, status, schedule_pattern) VALUES (1, 'x', 'active', '@daily'),"
                + " (2, 'x', 'active', '@daily'), (3, 'x', 'paused', '@daily')");

        String question = admin.post("/tasks/bulk", Map.of("action", "pause", "all", "true", "task_type", "x"))
                .body();
        assertThat(question)
                .contains("Pause 2 tasks?")
                .contains("1 task (paused: only active ones can be paused)")
                .contains("name=\"confirmed\"");
        assertThat(paused()).as("nothing yet").isEqualTo(1);

        HttpResponse<String> done = admin.post(
                "/tasks/bulk", Map.of("action", "pause", "all", "true", "task_type", "x", "confirmed", "true"));
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(done.headers().firstValue("Location").orElseThrow()).endsWith("/tasks?task_type=x");
        assertThat(paused()).isEqualTo(3);
        assertThat(admin.get("/tasks?task_type=x").body()).contains("2 tasks paused.");
        admin.post("/tasks/bulk", Map.of("action", "pause"));
        assertThat(admin.get("/tasks").body()).contains("Nothing was selected");
    }

    @Test
    void thePreviewFollowsWhatIsTypedAndTellsOfTheClockChange() throws Exception {
        assertThat(admin.get("/tasks/preview?schedule_pattern=61+*+*+*+*").body())
                .contains("61 * * * *")
                .contains("error-text");
        assertThat(admin.get("/tasks/preview?schedule_pattern=0+9+1+*+*&time_zone=Europe/Berlin")
                        .body())
                .as("five months always cross a change of the clocks, in one half of the year or the other")
                .containsPattern("Clocks go (forward|back) 1 h on");
        assertThat(admin.get("/tasks/preview").body()).contains("Runs once.");
    }

    @Test
    void aViewerSeesTasksButNoButtonsAndNoAudit() throws Exception {
        sql("INSERT INTO scheduled_tasks (id, task_type, schedule_pattern) VALUES (5, 'x', '@daily')");
        Browser viewer = new Browser();
        viewer.signIn(Role.VIEWER);

        assertThat(viewer.get("/tasks").body())
                .contains("x 5")
                .doesNotContain("New task")
                .doesNotContain("data-one");
        assertThat(viewer.get("/tasks/5").body())
                .doesNotContain("Pause</button>")
                .doesNotContain("/edit\"");
        assertThat(viewer.get("/audit").statusCode()).isEqualTo(403);
        assertThat(viewer.post("/tasks/5/pause", Map.of()).statusCode()).isEqualTo(403);
    }

    private static String field(String page, String name) {
        Matcher found =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        assertThat(found.find()).as(name).isTrue();
        return found.group(1);
    }

    private static long paused() {
        return database.jdbc()
                .sql("SELECT count(*) FROM scheduled_tasks WHERE status = 'paused'")
                .query(Long.class)
                .single();
    }

    private static void sql(String statement) {
        database.jdbc().sql(statement).update();
    }

    /** Keeps its cookies, and sends the hidden field of forms. */
    private static final class Browser {

        private final HttpClient http =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

        void signIn(Role role) throws IOException, InterruptedException {
            send("/sign-in", Map.of("username", role.word(), "password", SignedIn.passwordOf(role)), "");
        }

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            return http.send(request(path).GET().build(), BodyHandlers.ofString());
        }

        HttpResponse<String> post(String path, Map<String, String> fields) throws IOException, InterruptedException {
            Matcher token = CSRF.matcher(get("/tasks").body());
            return send(path, fields, token.find() ? token.group(1) : "");
        }

        private HttpResponse<String> send(String path, Map<String, String> fields, String token)
                throws IOException, InterruptedException {
            String body = fields.entrySet().stream()
                    .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            return http.send(
                    request(path)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(
                                    body + "&_csrf=" + URLEncoder.encode(token, StandardCharsets.UTF_8)))
                            .build(),
                    BodyHandlers.ofString());
        }

        private static HttpRequest.Builder request(String path) {
            String port = scheduler.getEnvironment().getRequiredProperty("local.server.port");
            URI uri = path.startsWith("http") ? URI.create(path) : URI.create("http://127.0.0.1:" + port + path);
            return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30));
        }
    }
}
