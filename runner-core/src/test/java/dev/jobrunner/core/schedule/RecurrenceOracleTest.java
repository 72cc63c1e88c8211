package dev.jobrunner.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecurrenceOracleTest {

    private static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "America/New_York",
            "Africa/Cairo",
            "Australia/Lord_Howe",
            "America/Sao_Paulo",
            "Asia/Kathmandu",
            "Pacific/Apia",
            "America/St_Johns",
            "Pacific/Chatham",
            "Asia/Tehran",
            "Africa/Casablanca",
            "Europe/Dublin",
            "UTC",
            "Antarctica/Troll",
            "America/Havana",
            "Asia/Beirut",
            "America/Santiago",
            "America/Nuuk");
    private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2031-01-01T00:00:00Z");
    private static final int DAY = 86_400;

    private final long seed = Long.getLong("jobrunner.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final PatternDice dice = new PatternDice(random);
    private long ticks;
    private long slots;

    @Test
    void everyMinuteAroundEveryClockChangeFollowsThePolicy() {
        for (String zone : ZONES) {
            for (long middle : clockChangesAndOtherTimes(zone)) {
                long from = Math.floorDiv(middle, DAY) * DAY - DAY;
                WallClockOracle oracle = new WallClockOracle(ZoneId.of(zone), from, from + 3L * DAY, 60);
                for (int i = 0; i < 25; i++) {
                    compare(oracle, possible(dice.fiveFields()), zone, from, from + 3L * DAY);
                }
            }
        }
        report("the clock of every minute");
    }

    @Test
    void everySecondAroundEveryClockChangeFollowsThePolicy() {
        for (String zone : ZONES) {
            for (long middle : clockChangesAndOtherTimes(zone)) {
                long from = middle - 3 * 3600;
                WallClockOracle oracle = new WallClockOracle(ZoneId.of(zone), from, from + 6 * 3600, 1);
                for (int i = 0; i < 6; i++) {
                    compare(oracle, possible(dice.sixFields()), zone, from, from + 6 * 3600);
                }
            }
        }
        report("the clock of every second");
    }

    @Test
    void whereNoClockIsChangedItAgreesWithCronUtils() {
        CronParser unix = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        for (int i = 0; i < 800; i++) {
            String pattern = possible(dice.fiveFields());
            ExecutionTime other = ExecutionTime.forCron(unix.parse(pattern));
            Recurrence recurrence = Recurrence.parse(pattern, "UTC");
            Instant at = randomInstant();
            for (int step = 0; step < 8; step++) {
                ZonedDateTime expected =
                        other.nextExecution(at.atZone(ZoneOffset.UTC)).orElseThrow();
                at = recurrence.nextAfter(at);
                assertThat(at).as("%s, seed %d", pattern, seed).isEqualTo(expected.toInstant());
                slots++;
            }
        }
        report("cron-utils in UTC");
    }

    /** Compares the whole stretch as one walk, then single steps and catch-ups from odd instants in it. */
    private void compare(WallClockOracle oracle, String pattern, String zone, long from, long to) {
        Recurrence recurrence = Recurrence.parse(pattern, zone);
        List<Long> expected = oracle.slots(pattern);
        List<Long> walked = new ArrayList<>();
        Advance whole = recurrence.advance(Instant.ofEpochSecond(from - 1), Instant.ofEpochSecond(to - 1));
        Instant at = Instant.ofEpochSecond(from - 1);
        for (int i = 0; i <= expected.size(); i++) {
            at = recurrence.nextAfter(at);
            walked.add(at.getEpochSecond());
        }
        String what = pattern + " in " + zone + " from " + Instant.ofEpochSecond(from) + ", seed " + seed;
        assertThat(walked.subList(0, expected.size())).as(what).isEqualTo(expected);
        assertThat(at).as(what).isEqualTo(whole.next()).isAfterOrEqualTo(Instant.ofEpochSecond(to));
        assertThat(whole.missed()).as(what).isEqualTo(expected.size());
        for (int i = 0; i < 3; i++) {
            long base = from + random.nextInt((int) (to - from));
            long next = recurrence
                    .nextAfter(Instant.ofEpochSecond(base, random.nextInt(2) * 999_999_999L))
                    .getEpochSecond();
            long wanted = WallClockOracle.firstAfter(expected, base);
            assertThat(next < to ? next : Long.MAX_VALUE)
                    .as("%s after %d", what, base)
                    .isEqualTo(wanted);
        }
        ticks += oracle.ticks();
        slots += expected.size();
    }

    private List<Long> clockChangesAndOtherTimes(String zone) {
        List<Long> middles = new ArrayList<>();
        ZoneOffsetTransition change = ZoneId.of(zone).getRules().nextTransition(FIRST);
        while (change != null && change.getInstant().isBefore(LAST)) {
            middles.add(change.toEpochSecond());
            change = ZoneId.of(zone).getRules().nextTransition(change.getInstant());
        }
        for (int i = 0; i < 4; i++) {
            middles.add(randomInstant().getEpochSecond() / 60 * 60);
        }
        return middles;
    }

    private Instant randomInstant() {
        return Instant.ofEpochSecond(FIRST.getEpochSecond()
                + (long) (random.nextDouble() * (LAST.getEpochSecond() - FIRST.getEpochSecond())));
    }

    /** Replaces the few rolled patterns that have a step out of range or never fire. */
    private String possible(String rolled) {
        try {
            Recurrence.parse(rolled, null);
            return rolled;
        } catch (InvalidScheduleException impossible) {
            assertThat(impossible).hasMessageMatching(".*(never fires|a step of at least 1).*");
            return possible(rolled.split(" ", -1).length == 5 ? dice.fiveFields() : dice.sixFields());
        }
    }

    private void report(String source) {
        assertThat(slots).isGreaterThan(3_000);
        System.out.printf(
                "Schedule oracle: %,d slots equal to %s (%,d looks at the clock), seed %d%n",
                slots, source, ticks, seed);
    }
}
