package dev.jobrunner.scheduler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.scheduler.fuzz.BadRequests.BadRequest;
import dev.jobrunner.scheduler.testing.RunningScheduler;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever comes in, the API answers with a problem that says what is wrong, and nothing changes. */
class ApiFuzzTest {

    private static final int REQUESTS = Integer.getInteger("jobrunner.fuzz.requests", 5_000);
    private static final int MOST_FAULTS = 20;

    /** A path with an encoded slash, backslash or NUL is refused by the server before any of our code sees it. */
    private static final Pattern REFUSED_BY_TOMCAT = Pattern.compile("^[^?]*%(2F|5C|00)");

    private static final long SEED = Long.getLong("jobrunner.fuzz.seed", 20261124L);

    private static RunningScheduler scheduler;

    @BeforeAll
    static void start() {
        // one tick at the start, and then none that could change a row while the rows are compared
        scheduler = RunningScheduler.start("--jobrunner.scheduler.tick-interval=300s");
        scheduler.database().jdbc().sql("""
                        INSERT INTO scheduled_tasks (name, task_type, schedule_pattern, next_run_at)
                        SELECT 'task ' || n, 'type_' || n % 3, '0 3 * * *', now() + interval '1 day'
                        FROM generate_series(1, 20) AS n
                        """).update();
    }

    @AfterAll
    static void stop() {
        scheduler.close();
    }

    @Test
    void noBadRequestBreaksAnythingOrChangesAnything() throws Exception {
        BadRequests requests = new BadRequests(scheduler.get("/v3/api-docs").body(), SEED);
        assertThat(requests.operations()).hasSizeGreaterThan(20);
        String before = everything();
        Map<Integer, Integer> answers = new TreeMap<>();
        List<String> faults = new ArrayList<>();

        for (int i = 0; i < REQUESTS && faults.size() < MOST_FAULTS; i++) {
            BadRequest bad = requests.next();
            HttpResponse<String> answer = send(bad);

            answers.merge(answer.statusCode(), 1, Integer::sum);
            faultOf(bad, answer).ifPresent(fault -> faults.add(bad + ": " + fault + ": " + answer.body()));
        }

        assertThat(faults).as("seed %d, answers %s", SEED, answers).isEmpty();
        assertThat(everything()).as("nothing changed; answers: %s", answers).isEqualTo(before);
        assertThat(answers.keySet()).contains(400, 404);
    }

    private static Optional<String> faultOf(BadRequest bad, HttpResponse<String> answer) {
        if (answer.statusCode() >= 500) {
            return Optional.of("answered " + answer.statusCode());
        }
        if (answer.statusCode() < 400) {
            return bad.method().equals("GET") ? Optional.empty() : Optional.of("accepted: " + answer.statusCode());
        }
        if (Stream.of("Exception", "\tat ", "org.springframework", "dev.jobrunner")
                .anyMatch(answer.body()::contains)) {
            return Optional.of("speaks of the code");
        }
        if (answer.statusCode() == 400 && REFUSED_BY_TOMCAT.matcher(bad.path()).find()) {
            return Optional.empty();
        }
        String type = answer.headers().firstValue("Content-Type").orElse("none");
        return type.startsWith("application/problem+json")
                ? Optional.empty()
                : Optional.of("not a problem detail but " + type + " with status " + answer.statusCode());
    }

    private static HttpResponse<String> send(BadRequest bad) throws Exception {
        return scheduler.send(scheduler
                .request(bad.path())
                .header(bad.header().getKey(), bad.header().getValue())
                .header("Content-Type", bad.contentType())
                .method(
                        bad.method(),
                        bad.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(bad.body()))
                .build());
    }

    /** All rows of all tables that a request could change; not the schedulers' table, which a tick renews. */
    private static String everything() {
        return scheduler.database().jdbc().sql("""
                        SELECT table_name FROM information_schema.tables
                        WHERE table_schema = current_schema() AND table_name LIKE 'scheduled_task%'
                          AND table_name <> 'scheduled_task_schedulers'
                        ORDER BY table_name
                        """).query(String.class).list().stream()
                .map(table -> table + " "
                        + scheduler
                                .database()
                                .jdbc()
                                .sql(
                                        "SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '') FROM "
                                                + table + " t")
                                .query(String.class)
                                .single())
                .collect(Collectors.joining("\n"));
    }
}
