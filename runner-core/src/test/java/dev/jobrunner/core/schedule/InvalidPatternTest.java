package dev.jobrunner.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jobrunner.core.schedule.InvalidScheduleException.Field;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidPatternTest {

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            61 * * * *  !  has '61' as its minute; allowed are 0 to 59
            * 24 * * *  !  has '24' as its hour; allowed are 0 to 23
            * 22-4 * * *  !  has '22-4' as its hour; allowed are 0 to 23
            */0 * * * *  !  has '*/0' as its minute
            1/0 * * * *  !  has '1/0' as its minute
            */61 * * * *  !  has '*/61' as its minute
            10/-5 * * * *  !  has '10/-5' as its minute
            -1 * * * *  !  has '-1' as its minute
            1,,2 * * * *  !  has '1,,2' as its minute
            1, * * * *  !  has '1,' as its minute
            99999999999 * * * *  !  has '99999999999' as its minute
            60 * * * * *  !  has '60' as its second; allowed are 0 to 59
            * * 0 * *  !  has '0' as its day of month; allowed are 1 to 31
            * * 31W * *  !  has '31W' as its day of month
            * * L * *  !  has 'L' as its day of month
            * * LW * *  !  has 'LW' as its day of month
            * * * 13 *  !  has '13' as its month; allowed are 1 to 12 or JAN to DEC
            * * * JANUARY *  !  has 'JANUARY' as its month
            * * * anf *  !  has 'ANF' as its month
            * * * * 8  !  has '8' as its day of week; allowed are 0 to 7
            * * * * 6-0  !  has '6-0' as its day of week
            * * ? * *  !  has the character '?'
            * * * * 6#2  !  has the character '#'
            * * * *|* * * * *  !  has the character '|'
            * * * *||* * * * *  !  has the character '|'
            ٣ * * * *  !  has the character U+0663
            *\u0000 * * * *  !  has the character U+0000
            * * *  !  has 3 fields; allowed are five
            word  !  has 1 field; allowed are five
            * * * * * * *  !  has 7 fields; allowed are five
            @reboot  !  is not a known macro; allowed are @hourly
            0 0 30 2 *  !  never fires: no month that it names has such a day
            0 0 31 2,4,6,9,11 *  !  never fires
            """)
    void aWrongPatternIsRefusedWithItsReason(String pattern, String reason) {
        InvalidScheduleException refused = refused(pattern, null);
        assertThat(refused.field()).isEqualTo(Field.PATTERN);
        assertThat(refused).hasMessageStartingWith("pattern '").hasMessageContaining(reason);
    }

    @Test
    void anImpossibleDayOfMonthStillFiresOnItsDayOfWeek() {
        assertThat(Recurrence.parse("0 0 30 2 1", null).description()).contains("or on Monday in February");
    }

    @Test
    void aMissingPatternIsRefused() {
        for (String pattern : new String[] {null, "", " \t "}) {
            assertThat(refused(pattern, null)).hasMessageContaining("is empty; allowed are five fields");
        }
    }

    @Test
    void aHugePatternIsRefusedInAShortLine() {
        for (String pattern : List.of(
                "*".repeat(100_000),
                String.join(",", Collections.nCopies(20_000, "1")) + " * * * *",
                "\u0000\n\u202e".repeat(30_000),
                "1 ".repeat(64) + "1")) {
            assertThat(refused(pattern, null).getMessage())
                    .contains("characters; at most 128 are allowed")
                    .matches("[\\x20-\\x7e]{1,200}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berln, Europe/Berlin",
        "europe/berlin, Europe/Berlin",
        "Berlin, Europe/Berlin",
        "New York, America/New_York",
        "Asia/Katmandoo, Asia/Katmandu",
        "Utc, UTC"
    })
    void anUnknownZoneIsAnsweredWithTheNearestOne(String typed, String meant) {
        InvalidScheduleException refused = refused("* * * * *", typed);
        assertThat(refused.field()).isEqualTo(Field.TIME_ZONE);
        assertThat(refused)
                .hasMessage("time zone '" + typed + "' is not known: did you mean " + meant
                        + "?; allowed are IANA names such as Europe/Berlin, or UTC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+02:00", "UTC+2", "Nowhere/Atlantis", "Z", "\u0000", "../../etc/passwd"})
    void whatIsNoIanaNameIsRefused(String zone) {
        assertThat(refused("* * * * *", zone)).hasMessageContaining("allowed are IANA names");
    }

    @Test
    void aHugeZoneIsRefusedInAShortLine() {
        assertThat(refused("* * * * *", "Ä".repeat(100_000)).getMessage()).matches("[\\x20-\\x7e]{1,200}");
    }

    private static InvalidScheduleException refused(@Nullable String pattern, @Nullable String zone) {
        return catchThrowableOfType(InvalidScheduleException.class, () -> Recurrence.parse(pattern, zone));
    }
}
