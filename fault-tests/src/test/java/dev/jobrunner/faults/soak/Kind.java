package dev.jobrunner.faults.soak;

import java.time.Duration;

/** What can happen to an installation. */
enum Kind {
    /** kill -9, and another takes its seat. */
    KILL_WORKER(Aim.MORTAL_WORKER),
    /** SIGTERM, and another takes its seat at once. */
    TERMINATE_WORKER(Aim.MORTAL_WORKER),
    KILL_SCHEDULER(Aim.MORTAL_SCHEDULER),
    /** SIGSTOP, and SIGCONT later. */
    FREEZE(Aim.ANY),
    /** Its connections are reset and new ones refused. */
    CUT(Aim.ANY),
    /** A black hole: nothing comes through. */
    SILENCE(Aim.ANY),
    DELAY(Aim.ANY),
    /** Some statements are carried out and not answered. */
    SWALLOW(Aim.ANY_WORKER),
    /** {@code pg_terminate_backend}, a dozen times. */
    TERMINATE_CONNECTIONS(Aim.DATABASE),
    EXHAUST_CONNECTIONS(Aim.DATABASE),
    READ_ONLY(Aim.DATABASE),
    /** kill -9 of all of PostgreSQL, and its start. */
    KILL_DATABASE(Aim.DATABASE);

    private final Aim aim;

    Kind(Aim aim) {
        this.aim = aim;
    }

    Aim aim() {
        return aim;
    }

    /** Whom it hits: from which seat on, out of how many, and for how long. */
    enum Aim {
        MORTAL_WORKER(1, Seats.WORKERS - 1, 3, 20),
        MORTAL_SCHEDULER(Seats.WORKERS + 1, Seats.SCHEDULERS - 1, 3, 20),
        ANY_WORKER(0, Seats.WORKERS, 3, 20),
        ANY(0, Seats.WORKERS + Seats.SCHEDULERS, 3, 20),
        /** Everybody. */
        DATABASE(0, 1, 1, 3);

        private final int firstSeat;
        private final int seats;
        private final Duration shortest;
        private final Duration longest;

        Aim(int firstSeat, int seats, int shortestSeconds, int longestSeconds) {
            this.firstSeat = firstSeat;
            this.seats = seats;
            this.shortest = Duration.ofSeconds(shortestSeconds);
            this.longest = Duration.ofSeconds(longestSeconds);
        }

        int firstSeat() {
            return firstSeat;
        }

        int seats() {
            return seats;
        }

        Duration shortest() {
            return shortest;
        }

        Duration longest() {
            return longest;
        }
    }
}
