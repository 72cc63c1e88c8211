package dev.jobrunner.core.schedule;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rolls patterns of every shape the grammar has, more often at the hours at which clocks are changed. */
final class PatternDice {

    private static final int[] CHANGE_HOURS = {0, 0, 1, 1, 2, 2, 3, 3, 4, 22, 23};

    private final Random random;

    PatternDice(Random random) {
        this.random = random;
    }

    String fiveFields() {
        boolean anyDay = random.nextInt(10) < 8;
        String day = anyDay ? "*" : field(1, 31);
        String month = random.nextInt(10) < 9 ? "*" : field(1, 12);
        String weekday = random.nextInt(10) < 8 ? "*" : field(0, 6);
        return field(0, 59) + " " + hour() + " " + day + " " + month + " " + weekday;
    }

    String sixFields() {
        return field(0, 59) + " " + fiveFields();
    }

    private String hour() {
        return switch (random.nextInt(4)) {
            case 0 -> field(0, 23);
            case 1 -> Integer.toString(changeHour());
            case 2 ->
                IntStream.rangeClosed(0, random.nextInt(3))
                        .mapToObj(i -> Integer.toString(changeHour()))
                        .collect(Collectors.joining(","));
            default -> "*";
        };
    }

    private int changeHour() {
        return CHANGE_HOURS[random.nextInt(CHANGE_HOURS.length)];
    }

    private String field(int min, int max) {
        int low = min + random.nextInt(max - min + 1);
        int high = low + random.nextInt(max - low + 1);
        int step = 1 + random.nextInt(max);
        return switch (random.nextInt(8)) {
            case 0 -> "*";
            case 1 -> "*/" + step;
            case 2 -> low + "-" + high;
            case 3 -> low + "-" + high + "/" + step;
            case 4 -> low + "," + high;
            case 5 -> min + "-" + max + "/" + step;
            case 6 -> low + "," + field(min, max);
            default -> Integer.toString(low);
        };
    }
}
