package dev.jobrunner.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulePreviewTest {

    private static final Instant FROM = Instant.parse("2026-03-28T12:00:00Z");

    @Test
    void aPreviewShowsTheZoneTheWordsAndTheNextSlots() {
        assertThat(SchedulePreview.of(" 30 2 * * * ", "Europe/Berlin", FROM, 2))
                .isEqualTo(new SchedulePreview(
                        "30 2 * * *",
                        "Europe/Berlin",
                        "At 02:30 every day (Europe/Berlin)",
                        List.of(Instant.parse("2026-03-29T01:00:00Z"), Instant.parse("2026-03-30T00:30:00Z"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 101, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void aCountOutsideOf1To100IsRefused(int count) {
        assertThatThrownBy(() -> SchedulePreview.of("* * * * *", null, FROM, count))
                .isInstanceOf(InvalidScheduleException.class)
                .hasMessage("count '" + count + "' is not allowed; allowed are 1 to 100");
    }

    @Test
    void theLargestCountIsAnswered() {
        assertThat(SchedulePreview.of("0 0 29 2 *", null, FROM, 100).next())
                .hasSize(100)
                .isSorted();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            * * * * *           | Every minute
            */5 * * * *         | Every 5 minutes
            0 * * * *           | Every hour
            @hourly             | Every hour
            0 */2 * * *         | Every 2 hours
            30 * * * *          | At minute 30 of every hour
            5/15 * * * *        | At minutes 5, 20, 35 and 50 of every hour
            */7 * * * *         | At minutes 0, 7, 14, 21, 28, 35, 42, 49 and 56 of every hour
            * 2 * * *           | Every minute, in hour 2
            0 9-17 * * 1-5      | At minute 0, in hours 9 to 17 on Monday to Friday
            */10 9-17 * * *     | Every 10 minutes, in hours 9 to 17
            */10 */2 * * *      | Every 10 minutes of every 2nd hour
            30 */3 * * *        | At minute 30 of every 3rd hour
            @daily              | At 00:00 every day
            @weekly             | At 00:00 on Sunday
            @monthly            | At 00:00 on day 1 of the month
            @yearly             | At 00:00 on day 1 of the month in January
            30 1,2,3 * * *      | At 01:30, 02:30 and 03:30 every day
            0 0 13 * 5          | At 00:00 on day 13 of the month or on Friday
            0 0 1,15 JAN,mar *  | At 00:00 on days 1 and 15 of the month in January and March
            0 0 * * 5-7         | At 00:00 on Friday to Sunday
            0 0 * 6-8 *         | At 00:00 every day in June to August
            * * * * * *         | Every second
            */10 * * * * *      | Every 10 seconds
            30 * * * * *        | At second 30 of every minute
            30 */5 * * * *      | At second 30 of every 5th minute
            * 30 * * * *        | Every second, at minute 30 of every hour
            15,45 30 2 * * *    | At 02:30:15 and 02:30:45 every day
            0 0 2 * * *         | At 02:00 every day
            """)
    void aPatternIsPutIntoWords(String pattern, String words) {
        assertThat(Recurrence.parse(pattern, null).description()).isEqualTo(words + " (UTC)");
    }
}
