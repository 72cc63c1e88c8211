package dev.jobrunner.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrenceTest {

    /** The table of worked examples in docs/schedules.md: local wall-clock times, with the offset where it matters. */
    @ParameterizedTest(name = "{0} in {1} from {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            30 2 * * *       | Europe/Berlin       | 2026-03-28T12:00 | 2026-03-29T03:00+02:00 2026-03-30T02:30+02:00
            30 2 29 3 *      | Europe/Berlin       | 2026-03-28T12:00 | 2026-03-29T03:00+02:00 2027-03-29T02:30+02:00
            */10 2 * * *     | Europe/Berlin       | 2026-03-28T12:00 | 2026-03-29T03:00+02:00 2026-03-30T02:00+02:00
            0 2,3 * * *      | Europe/Berlin       | 2026-03-28T12:00 | 2026-03-29T03:00+02:00 2026-03-30T02:00+02:00
            30 * * * *       | Europe/Berlin       | 2026-03-29T01:00 | 2026-03-29T01:30+01:00 2026-03-29T03:30+02:00
            30 2 * * *       | Europe/Berlin       | 2026-10-24T12:00 | 2026-10-25T02:30+02:00 2026-10-26T02:30+01:00
            30 1,2,3 * * *   | Europe/Berlin       | 2026-10-25T00:00 | 2026-10-25T01:30+02:00 2026-10-25T02:30+02:00 2026-10-25T03:30+01:00 2026-10-26T01:30+01:00
            30 1-3 * * *     | Europe/Berlin       | 2026-10-25T00:00 | 2026-10-25T01:30+02:00 2026-10-25T02:30+02:00 2026-10-25T03:30+01:00 2026-10-26T01:30+01:00
            30 * * * *       | Europe/Berlin       | 2026-10-25T01:45 | 2026-10-25T02:30+02:00 2026-10-25T02:30+01:00 2026-10-25T03:30+01:00
            */20 * * * *     | Europe/Berlin       | 2026-10-25T02:30 | 2026-10-25T02:40+02:00 2026-10-25T02:00+01:00 2026-10-25T02:20+01:00 2026-10-25T02:40+01:00 2026-10-25T03:00+01:00
            0 0-23/2 * * *   | Europe/Berlin       | 2026-10-25T01:00 | 2026-10-25T02:00+02:00 2026-10-25T02:00+01:00 2026-10-25T04:00+01:00
            @daily           | Africa/Cairo        | 2026-04-23T12:00 | 2026-04-24T01:00+03:00 2026-04-25T00:00+03:00
            0 */2 * * *      | Africa/Cairo        | 2026-04-23T21:00 | 2026-04-23T22:00+02:00 2026-04-24T02:00+03:00 2026-04-24T04:00+03:00
            15 2 * * *       | Australia/Lord_Howe | 2026-10-03T12:00 | 2026-10-04T02:30+11:00 2026-10-05T02:15+11:00
            */15 2,16 * * *  | Australia/Lord_Howe | 2026-10-04T00:00 | 2026-10-04T02:30+11:00 2026-10-04T02:45+11:00 2026-10-04T16:00+11:00
            */10 * * * *     | Australia/Lord_Howe | 2026-04-05T01:35 | 2026-04-05T01:40+11:00 2026-04-05T01:50+11:00 2026-04-05T01:30+10:30 2026-04-05T01:40+10:30
            45 1 * * *       | Australia/Lord_Howe | 2026-04-04T12:00 | 2026-04-05T01:45+11:00 2026-04-06T01:45+10:30
            0 9 * * *        | Pacific/Apia        | 2011-12-29T12:00 | 2011-12-31T00:00+14:00 2011-12-31T09:00+14:00
            30 30 2 * * *    | America/New_York    | 2026-03-07T12:00 | 2026-03-08T03:00-04:00 2026-03-09T02:30:30-04:00
            0 0 29 2 *       | UTC                 | 2096-03-01T00:00 | 2104-02-29T00:00Z
            0 0 13 * 5       | UTC                 | 2026-02-07T00:00 | 2026-02-13T00:00Z 2026-02-20T00:00Z 2026-02-27T00:00Z 2026-03-06T00:00Z 2026-03-13T00:00Z
            0 0 */16 * mon   | UTC                 | 2026-02-01T00:00 | 2026-02-02T00:00Z 2026-02-09T00:00Z 2026-02-16T00:00Z 2026-02-17T00:00Z
            """)
    void aWorkedExampleRunsAsWritten(String pattern, String zone, LocalDateTime from, String expected) {
        Instant start = from.atZone(ZoneId.of(zone)).toInstant();
        List<Instant> slots = Stream.of(expected.split(" ", -1))
                .map(time -> OffsetDateTime.parse(time).toInstant())
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
