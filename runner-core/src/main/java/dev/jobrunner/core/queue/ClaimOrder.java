package dev.jobrunner.core.queue;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * Which of several due tasks starts first: the one of the lowest rank, then the one that has been due for longer, then the one of the
 * smaller id. A task ranks as if it had become due earlier by its priority times the ageing. So nothing that becomes due more than (its
 * priority − p) × ageing after a task of priority p goes before it, however much of it there is.
 *
 * @param ageing after so long a wait a task counts as one priority higher; zero: never, then a higher priority goes first for as long as
 *     there is one
 */
public record ClaimOrder(Duration ageing) {

    /** Without ageing. */
    public static final ClaimOrder STRICT = new ClaimOrder(Duration.ZERO);

    public ClaimOrder {
        if (ageing.isNegative()) {
            throw new IllegalArgumentException("Priorities must age in no time or more, not " + ageing);
        }
    }

    boolean isStrict() {
        return ageing.isZero();
    }

    /** The ageing in seconds, as people and SQL write it. */
    String seconds() {
        return BigDecimal.valueOf(ageing.getSeconds())
                .add(BigDecimal.valueOf(ageing.getNano(), 9))
                .stripTrailingZeros()
                .toPlainString();
    }

    /**
     * The rank as SQL. In float8, so that no priority overflows; exact to the microsecond while priority times ageing is within 70
     * years. Within one priority it rises with {@code next_run_at}, which is the order of the index {@code scheduled_tasks_claim}.
     *
     * @param row has the columns {@code priority} and {@code next_run_at}
     */
    String rank(String row) {
        return isStrict()
                ? "-CAST(" + row + ".priority AS float8)"
                : "date_part('epoch', " + row + ".next_run_at) - " + row + ".priority * CAST(" + seconds()
                        + " AS float8)";
    }
}
