package dev.jobrunner.core.schedule;

import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.And;
import com.cronutils.model.field.expression.Between;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.field.value.FieldValue;

/** The values that one cron field allows, as the bits of a long: bit n is set when the value n is allowed. */
final class Bits {

    private Bits() {}

    /** The values of a field whose values go from {@code min} to {@code max}. */
    static long of(FieldExpression field, int min, int max) {
        if (field instanceof And and) {
            return and.getExpressions().stream()
                    .mapToLong(part -> of(part, min, max))
                    .reduce(0, (a, b) -> a | b);
        }
        if (field instanceof Every every) {
            int step = number(every.getPeriod());
            FieldExpression start = every.getExpression();
            if (start instanceof On on) {
                // From a value on: 7/2 in the day of week begins beyond the last value, at the second name of Sunday.
                int from = number(on.getTime());
                return range(from, Math.max(from, max), step);
            }
            return of(start, min, max, step);
        }
        return of(field, min, max, 1);
    }

    private static long of(FieldExpression field, int min, int max, int step) {
        if (field instanceof Always) {
            return range(min, max, step);
        }
        if (field instanceof Between between) {
            return range(number(between.getFrom()), number(between.getTo()), step);
        }
        if (field instanceof On on) {
            int value = number(on.getTime());
            return range(value, value, step);
        }
        throw new IllegalArgumentException("'" + field.asString() + "' is not supported");
    }

    /** Whether the field, or a part of a list, is the star or a range over all values, with or without a step. */
    static boolean isWildcard(FieldExpression field, int min, int max) {
        if (field instanceof And and) {
            return and.getExpressions().stream().anyMatch(part -> isWildcard(part, min, max));
        }
        if (field instanceof Every every) {
            FieldExpression start = every.getExpression();
            return start instanceof On on ? number(on.getTime()) == min : isWildcard(start, min, max);
        }
        return field instanceof Always
                || (field instanceof Between between
                        && number(between.getFrom()) == min
                        && number(between.getTo()) == max);
    }

    static long range(int from, int to, int step) {
        long bits = 0;
        for (int value = from; value <= to; value += step) {
            bits |= 1L << value;
        }
        return bits;
    }

    static boolean contains(long bits, int value) {
        return ((bits >>> value) & 1) != 0;
    }

    /** The smallest value not below {@code from}, or -1. */
    static int next(long bits, int from) {
        long rest = from >= Long.SIZE ? 0 : bits & (-1L << from);
        return rest == 0 ? -1 : Long.numberOfTrailingZeros(rest);
    }

    private static int number(FieldValue<?> value) {
        return ((Number) value.getValue()).intValue();
    }
}
