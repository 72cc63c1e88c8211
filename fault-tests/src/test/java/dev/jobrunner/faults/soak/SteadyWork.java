package dev.jobrunner.faults.soak;

import dev.jobrunner.faults.harness.Fleet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.springframework.dao.DataAccessException;

/** A steady mix of tasks, one helping each second. */
final class SteadyWork implements Runnable {

    /** From one helping to the next. */
    static final Duration EACH = Duration.ofSeconds(1);

    static final String EACH_TWO_SECONDS = "*/2 * * * * *";
    static final String EACH_FIVE_SECONDS = "*/5 * * * * *";

    /** Long enough that it is running when it is cancelled. */
    private static final String UNWANTED = "{\"millis\": 12000}";

    private static final int NO_LIMIT = 10_000;

    private final Fleet fleet;
    private final Queue<Long> unwanted = new ArrayDeque<>();
    private int helpings;
    private int refused;

    SteadyWork(Fleet fleet) {
        this.fleet = fleet;
        fleet.insertRecurring(EACH_TWO_SECONDS, 4, "free", NO_LIMIT, "{\"millis\": 50}");
        fleet.insertRecurring(EACH_FIVE_SECONDS, 3, "three", 3, "{\"millis\": 500}");
    }

    @Override
    public void run() {
        try {
            insert();
            cancel();
        } catch (DataAccessException e) {
            refused++; // the database is away: so is whoever has something to do
        }
    }

    private void insert() {
        int helping = helpings++;
        fleet.insert("free", NO_LIMIT, 4, "{\"millis\": 100}");
        fleet.insert("free", NO_LIMIT, 1, "{\"millis\": 2000}");
        fleet.insert("one", 1, 1, "{\"millis\": 200}");
        fleet.insert("two", 2, 1, "{\"millis\": 400}");
        fleet.insert("three", 3, 2, "{\"millis\": 400}");
        if (helping % 3 == 0) {
            fleet.insert("free", NO_LIMIT, 1, "{\"millis\": 8000}");
            fleet.insert("free", NO_LIMIT, 1, "{\"millis\": 20, \"act\": \"fail at first\"}");
        }
        if (helping % 10 == 1) {
            fleet.insert("free", NO_LIMIT, 1, "{\"millis\": 20, \"act\": \"fail\"}");
        }
        if (helping % 5 == 2) {
            unwanted.addAll(fleet.insert("free", NO_LIMIT, 1, UNWANTED));
        }
    }

    /** The oldest, once it runs; one that nobody could cancel in time has been done. */
    private void cancel() {
        Long oldest = unwanted.peek();
        if (oldest != null && (!fleet.cancel(List.of(oldest)).isEmpty() || unwanted.size() > 3)) {
            unwanted.remove();
        }
    }

    /** How many helpings the database did not take. */
    int refused() {
        return refused;
    }
}
