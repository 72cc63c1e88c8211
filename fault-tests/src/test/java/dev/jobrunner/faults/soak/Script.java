package dev.jobrunner.faults.soak;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** An endless sequence of faults that nothing but its seed decides: every kind once in each dozen, in an order of chance. */
final class Script {

    private final Random random;
    private final Duration meanPause;
    private final Deque<Kind> deck = new ArrayDeque<>();

    Script(Random random, Duration meanPause) {
        this.random = random;
        this.meanPause = meanPause;
    }

    Blow next() {
        if (deck.isEmpty()) {
            List<Kind> all = new ArrayList<>(List.of(Kind.values()));
            Collections.shuffle(all, random);
            deck.addAll(all);
        }
        Kind kind = deck.remove();
        Kind.Aim aim = kind.aim();
        Duration pause =
                between(meanPause.dividedBy(2), meanPause.multipliedBy(3).dividedBy(2));
        int seat = aim.firstSeat() + random.nextInt(aim.seats());
        return new Blow(pause, kind, seat, between(aim.shortest(), aim.longest()));
    }

    private Duration between(Duration shortest, Duration longest) {
        return shortest.plusMillis(random.nextInt((int) longest.minus(shortest).toMillis() + 1));
    }
}
