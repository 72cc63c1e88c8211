package dev.jobrunner.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecurrenceTest {

    private static final Pattern EXAMPLE =
            Pattern.compile("\\| `([^`]+)` \\| ([\\w/]+) \\| (\\d{4}-[\\dT:-]+) \\| ([^|]+) \\|.*");

    static Stream<Arguments> examples() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "schedules.md")).stream()
                .map(EXAMPLE::matcher)
                .filter(Matcher::matches)
                .map(row -> Arguments.of(row.group(1), row.group(2), row.group(3), row.group(4)));
    }

    @Test
    void theDocumentationHasWorkedExamples() throws IOException {
        assertThat(examples()).hasSizeGreaterThan(20);
    }

    @ParameterizedTest(name = "{0} in {1} from {2}: {3}")
    @MethodSource("examples")
    void aWorkedExampleOfTheDocumentationRunsAsWritten(
            String pattern, String zone, LocalDateTime from, String expected) {
        Instant start = from.atZone(ZoneId.of(zone)).toInstant();
        List<Instant> slots = Stream.of(expected.split(", ", -1))
                .map(time -> OffsetDateTime.parse(time.strip()).toInstant())
                .toList();

        assertThat(Recurrence.parse(pattern, zone).upcoming(start, slots.size()))
                .isEqualTo(slots);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            @hourly              | 0 * * * *
            @daily               | 0 0 * * *
            @midnight            | 0 0 * * *
            @weekly              | 0 0 * * 0
            @monthly             | 0 0 1 * *
            @yearly              | 0 0 1 1 *
            @Annually            | 0 0 1 1 *
            5 4 * * 7            | 5 4 * * 0
            5 4 * * sun          | 5 4 * * 0
            5 4 * JAN,mar Fri    | 5 4 * 1,3 5
            5 4 * * fri-sun      | 5 4 * * 5,6,0
            5 4 * * SUN-TUE      | 5 4 * * 0-2
            5 4 * * 5-7          | 5 4 * * 0,5,6
            5 4 * * 7/2          | 5 4 * * 0
            5/15 * * * *         | 5,20,35,50 * * * *
            0 10 4 * * *         | 10 4 * * *
            '  05   04 * * *  '  | 5 4 * * *
            5 4 */1 * 3          | 5 4 * * 3
            1-5/2,7,*/30 * * * * | 0,1,3,5,7,30 * * * *
            """)
    void anotherSpellingMeansTheSame(String pattern, String same) {
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(Recurrence.parse(pattern.replace("   ", " \t "), "Europe/Berlin")
                        .upcoming(from, 500))
                .isEqualTo(Recurrence.parse(same, "Europe/Berlin").upcoming(from, 500));
    }

    @Test
    void theNextSlotIsStrictlyAfterTheBaseToTheNanosecond() {
        Recurrence recurrence = Recurrence.parse("* * * * *", null);
        Instant slot = Instant.parse("2026-01-01T00:01:00Z");

        assertThat(recurrence.nextAfter(slot.minusNanos(1))).isEqualTo(slot);
        assertThat(recurrence.nextAfter(slot)).isEqualTo(slot.plusSeconds(60));
        assertThat(recurrence.nextAfter(slot.plusNanos(1))).isEqualTo(slot.plusSeconds(60));
    }

    @Test
    void theZoneIsUtcWhenNoneIsGiven() {
        assertThat(Recurrence.parse("0 0 * * *", null).timeZone()).isEqualTo("UTC");
        assertThat(Recurrence.parse("0 0 * * *", "  ").timeZone()).isEqualTo("UTC");
        assertThat(Recurrence.parse(" 0 0 * * * ", " Asia/Kathmandu ")).hasToString("0 0 * * * (Asia/Kathmandu)");
    }

    @Test
    void instantsOutsideOfTheYears1To9999AreRefused() {
        Recurrence recurrence = Recurrence.parse("* * * * *", "Europe/Berlin");
        assertThatThrownBy(() -> recurrence.nextAfter(Instant.MAX))
                .isInstanceOf(InvalidScheduleException.class)
                .hasMessageContaining("years 1 to 9999");
        assertThatThrownBy(() -> recurrence.nextAfter(Instant.MIN)).isInstanceOf(InvalidScheduleException.class);
        assertThat(recurrence.nextAfter(Instant.parse("0001-01-01T00:00:00Z")))
                .isBefore(Instant.parse("0001-01-01T00:02:00Z"));
    }

    @Test
    void manyThreadsShareOneRecurrence() throws Exception {
        Recurrence recurrence = Recurrence.parse("*/7 1,2,3 * * mon-fri", "America/St_Johns");
        List<Instant> expected = recurrence.upcoming(Instant.parse("2026-01-01T00:00:00Z"), 2_000);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> walks = IntStream.range(0, 8)
                    .<Callable<Integer>>mapToObj(i -> () -> wrongSteps(recurrence, expected, new Random(i)))
                    .toList();
            for (Future<Integer> wrong : threads.invokeAll(walks)) {
                assertThat(wrong.get()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int wrongSteps(Recurrence recurrence, List<Instant> expected, Random random) {
        return (int) IntStream.range(0, 20_000)
                .map(i -> random.nextInt(expected.size() - 1))
                .filter(i -> !recurrence.nextAfter(expected.get(i)).equals(expected.get(i + 1)))
                .count();
    }
}
