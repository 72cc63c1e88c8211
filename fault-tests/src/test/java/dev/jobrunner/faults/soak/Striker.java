package dev.jobrunner.faults.soak;

import static org.awaitility.Awaitility.await;

import dev.jobrunner.faults.harness.App;
import dev.jobrunner.faults.harness.DatabaseFaults;
import dev.jobrunner.faults.harness.Fleet;
import dev.jobrunner.faults.harness.Postgres;
import dev.jobrunner.faults.report.Harm;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Carries out a script, one blow after another; what lasts goes on meanwhile, at most one for each seat. */
final class Striker {

    private static final Duration SLOW = Duration.ofMillis(100);
    private static final Duration EXIT_WITHIN = Duration.ofSeconds(15);

    /** Answers to claims, and to ends of runs. */
    private static final String CLAIM = "jobrunner.claim_types";

    private static final String SETTLE = "INSERT INTO scheduled_task_logs";

    private final Fleet fleet;
    private final Seats seats;
    private final Harm harm;
    private final Agenda agenda = new Agenda();

    Striker(Fleet fleet, Seats seats, Harm harm) {
        this.fleet = fleet;
        this.seats = seats;
        this.harm = harm;
    }

    /**
     * Strikes for that long, then puts everything right again.
     *
     * @return how many blows it were
     */
    int strike(Script script, Duration length) {
        long end = System.nanoTime() + length.toNanos();
        int blows = 0;
        while (System.nanoTime() < end) {
            Blow blow = script.next();
            pass(blow.pause());
            passUntil(() -> isFree(blow));
            System.out.println("    " + blow);
            strike(blow);
            blows++;
        }
        passUntil(agenda::isEmpty);
        return blows;
    }

    private boolean isFree(Blow blow) {
        return blow.kind().aim() == Kind.Aim.DATABASE || agenda.isFree(blow.seat());
    }

    private void strike(Blow blow) {
        App app = seats.at(blow.seat());
        switch (blow.kind()) {
            case KILL_WORKER, KILL_SCHEDULER -> {
                app.close();
                harm.kill();
                seats.replace(blow.seat());
            }
            case TERMINATE_WORKER -> terminate(app, blow.seat());
            case FREEZE -> {
                app.freeze();
                harm.freeze();
                agenda.add(blow.seat(), blow.length(), app::thaw);
            }
            case CUT -> {
                app.line().cut();
                harm.cuts(1);
                mendLater(app, blow);
            }
            case SILENCE -> {
                app.line().silence();
                harm.cuts(1);
                mendLater(app, blow);
            }
            case DELAY -> {
                app.line().delay(SLOW);
                agenda.add(blow.seat(), blow.length(), () -> app.line().delay(Duration.ZERO));
            }
            case SWALLOW -> swallow(app, blow);
            case TERMINATE_CONNECTIONS -> terminateConnections();
            case EXHAUST_CONNECTIONS ->
                hinderAll(() -> {
                    harm.cuts(database().exhaustConnections());
                    pass(blow.length());
                    database().allowConnections();
                });
            case READ_ONLY ->
                hinderAll(() -> {
                    harm.cuts(database().refuseWrites());
                    pass(blow.length());
                    harm.cuts(database().acceptWrites());
                });
            case KILL_DATABASE -> hinderAll(() -> killDatabase(blow.length()));
        }
    }

    private void terminate(App app, int seat) {
        app.life().hindered(System.nanoTime(), Long.MAX_VALUE);
        app.terminate();
        harm.kill();
        seats.replace(seat);
        agenda.add(seat, EXIT_WITHIN, app::close);
    }

    private void mendLater(App app, Blow blow) {
        long from = System.nanoTime();
        agenda.add(blow.seat(), blow.length(), () -> {
            app.line().mend();
            app.life().hindered(from, System.nanoTime());
        });
    }

    private void swallow(App app, Blow blow) {
        int before = app.line().swallowed();
        app.line().swallowAnswers(blow.length().toMillis() % 2 == 0 ? CLAIM : SETTLE, 3);
        agenda.add(blow.seat(), blow.length(), () -> {
            app.line().swallowNothing();
            harm.cuts(app.line().swallowed() - before);
        });
    }

    private void terminateConnections() {
        for (int i = 0; i < 12; i++) {
            harm.cuts(database().terminateOne());
            pass(Duration.ofMillis(100));
        }
    }

    private void killDatabase(Duration down) {
        Postgres postgres = fleet.postgres();
        postgres.kill();
        harm.databaseKill();
        pass(down);
        postgres.start();
    }

    private void hinderAll(Runnable fault) {
        long from = System.nanoTime();
        fault.run();
        long to = System.nanoTime();
        seats.all().forEach(each -> each.life().hindered(from, to));
    }

    private DatabaseFaults database() {
        return new DatabaseFaults(fleet.jdbc());
    }

    private void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        passUntil(() -> System.nanoTime() >= end);
    }

    /** What is due is put right and what has ended is replaced meanwhile. */
    private void passUntil(BooleanSupplier over) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .pollDelay(Duration.ZERO)
                .until(() -> {
                    agenda.turn();
                    seats.refill();
                    return over.getAsBoolean();
                });
    }
}
