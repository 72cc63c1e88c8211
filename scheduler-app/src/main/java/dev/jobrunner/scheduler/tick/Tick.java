package dev.jobrunner.scheduler.tick;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the steps that are due, in their order, and says when the next one will be. */
final class Tick implements Turn {

    /** No shorter wait than this, whatever a step asks for; shorter only if the interval itself is. */
    private static final Duration SHORTEST = Duration.ofMillis(200);

    private static final Logger log = LoggerFactory.getLogger(Tick.class);

    private final List<Entry> entries;
    private final Duration interval;
    private final LongSupplier nanoTime;
    private final TickPulse pulse;
    private final TickObserver observer;
    private boolean databaseAway;

    /** @param interval until a step that has failed is tried again, and the longest wait between two turns */
    Tick(List<GuardedStep> steps, Duration interval, LongSupplier nanoTime, TickPulse pulse, TickObserver observer) {
        this.entries = steps.stream()
                .map(step -> new Entry(step, nanoTime.getAsLong()))
                .toList();
        this.interval = interval;
        this.nanoTime = nanoTime;
        this.pulse = pulse;
        this.observer = observer;
    }

    @Override
    public Duration turn() throws InterruptedException {
        long begin = nanoTime.getAsLong();
        pulse.beat();
        for (Entry entry : entries) {
            if (entry.due - begin <= 0 && !runs(entry)) {
                break;
            }
        }
        long now = nanoTime.getAsLong();
        long wait = interval.toNanos() - (now - begin);
        for (Entry entry : entries) {
            wait = Math.min(wait, entry.due - now);
        }
        long shortest = Math.min(SHORTEST.toNanos(), interval.toNanos());
        return Duration.ofNanos(Math.max(wait, shortest));
    }

    /** False if there is no database: then no other step can do its duty either, and each would wait for a connection. */
    private boolean runs(Entry entry) throws InterruptedException {
        long start = nanoTime.getAsLong();
        GuardedStep.Ending ending = entry.step.run(interval);
        Duration took = Duration.ofNanos(nanoTime.getAsLong() - start);
        entry.due = start + ending.next().toNanos();
        pulse.beat();
        if (ending.good()) {
            observer.succeeded(entry.step.name(), took);
        } else {
            observer.failed(entry.step.name(), took);
        }
        if (ending.databaseAway()) {
            entries.forEach(each -> each.step.databaseAway());
        }
        connection(ending);
        return ending.noConnection().isEmpty();
    }

    private void connection(GuardedStep.Ending ending) {
        Optional<String> trouble = ending.noConnection();
        if (trouble.isPresent() && !databaseAway) {
            databaseAway = true;
            pulse.databaseAnswers(false);
            log.error("{} The tick goes on by itself as soon as it answers.", trouble.get());
        } else if (ending.good()) {
            pulse.databaseAnswers(true);
            if (databaseAway) {
                databaseAway = false;
                log.info("The database answers again, the tick goes on");
            }
        }
    }

    private static final class Entry {
        private final GuardedStep step;
        private long due;

        private Entry(GuardedStep step, long due) {
            this.step = step;
            this.due = due;
        }
    }
}
