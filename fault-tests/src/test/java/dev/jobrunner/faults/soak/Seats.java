package dev.jobrunner.faults.soak;

import dev.jobrunner.faults.harness.App;
import dev.jobrunner.faults.harness.Fleet;
import dev.jobrunner.faults.harness.WorkerKind;
import java.util.ArrayList;
import java.util.List;

/** The processes, each in its seat: workers, then schedulers. The first of both stay for the whole time. */
final class Seats {

    static final int WORKERS = 3;
    static final int SCHEDULERS = 2;
    static final int STEADY_WORKER = 0;
    static final int STEADY_SCHEDULER = WORKERS;

    private final Fleet fleet;
    private final List<App> apps;

    /** Fills all of them; the fleet has its first scheduler already. */
    Seats(Fleet fleet) {
        this.fleet = fleet;
        this.apps = new ArrayList<>(fleet.addWorkers(WORKERS));
        apps.addAll(fleet.schedulers());
        while (apps.size() < WORKERS + SCHEDULERS) {
            apps.add(fleet.addScheduler());
        }
        fleet.awaitTicks();
    }

    App at(int seat) {
        return apps.get(seat);
    }

    List<App> all() {
        return List.copyOf(apps);
    }

    /** Another process takes the seat; does not wait until it is ready. */
    void replace(int seat) {
        apps.set(seat, seat < WORKERS ? fleet.startWorker(WorkerKind.PLAIN) : fleet.addScheduler());
    }

    /** What has ended is started again, as a platform would: a process may find no database at its start. */
    void refill() {
        for (int seat = 0; seat < apps.size(); seat++) {
            App app = apps.get(seat);
            if (!app.isAlive()) {
                if (seat == STEADY_WORKER || seat == STEADY_SCHEDULER) {
                    throw new IllegalStateException("A process ended that nobody had killed:\n" + app.log());
                }
                app.close();
                replace(seat);
            }
        }
    }
}
