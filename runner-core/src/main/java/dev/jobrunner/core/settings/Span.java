package dev.jobrunner.core.settings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A length of time, written as a number of one unit; fractions with up to three digits are allowed.
 *
 * @param unit what the number counts
 * @param least the shortest allowed, as the variable spells it
 * @param most the longest allowed, as the variable spells it
 */
record Span(ChronoUnit unit, String least, String most) implements Reading<Duration> {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,3})?");

    @Override
    public Duration read(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("not a plain number");
        }
        BigDecimal millis = new BigDecimal(text)
                .multiply(BigDecimal.valueOf(unit.getDuration().toMillis()));
        return Duration.ofMillis(millis.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    @Override
    public boolean allows(Duration value) {
        return value.compareTo(read(least)) >= 0 && value.compareTo(read(most)) <= 0;
    }

    @Override
    public String write(Duration value) {
        return value.toString();
    }

    @Override
    public String form() {
        return "a number of " + unitName() + " without a unit";
    }

    @Override
    public String range() {
        return "from " + least + " to " + most + " " + unitName();
    }

    String unitName() {
        return unit.toString().toLowerCase(Locale.ROOT);
    }
}
