package dev.jobrunner.faults.soak;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What is to be put right again, for each seat that a fault holds. One thread only. */
final class Agenda {

    private final Map<Integer, Entry> open = new TreeMap<>();

    void add(int seat, Duration after, Runnable undo) {
        open.put(seat, new Entry(System.nanoTime() + after.toNanos(), undo));
    }

    boolean isFree(int seat) {
        return !open.containsKey(seat);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Does what is due. */
    void turn() {
        long now = System.nanoTime();
        open.values().removeIf(each -> {
            boolean due = each.at() - now <= 0;
            if (due) {
                each.undo().run();
            }
            return due;
        });
    }

    private record Entry(long at, Runnable undo) {}
}
