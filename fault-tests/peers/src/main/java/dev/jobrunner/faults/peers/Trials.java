package dev.jobrunner.faults.peers;

import static org.awaitility.Awaitility.await;

import dev.jobrunner.faults.evidence.Execution;
import dev.jobrunner.faults.evidence.Verdict;
import dev.jobrunner.faults.harness.App;
import dev.jobrunner.faults.harness.Postgres;
import dev.jobrunner.faults.peers.Peer.Pace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The faults that every job runner has to live with. */
record Trials(Peer peer, Postgres postgres) {

    /** Nobody waits longer than this for anything: what is open then is reported as open. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int PROCESSES = 2;
    private static final int ALL_SLOTS = PROCESSES * WorkerArguments.SLOTS;

    Row contention() throws Exception {
        int processes = 3;
        try (Group group = Group.of(peer, Pace.DEFAULT, postgres, processes)) {
            group.enqueue(300, 5);
            return ended("contention", group, Pace.DEFAULT, processes + " processes of 4 slots");
        }
    }

    /** As many rounds as there is time for; what a round leaves open takes its slots. */
    Row killedProcesses(Pace pace, int rounds) throws Exception {
        try (Group group = Group.of(peer, pace, postgres, PROCESSES)) {
            boolean settled = true;
            for (int round = 0; round < rounds && settled; round++) {
                start(group, ALL_SLOTS, 4_000);
                group.busiest().kill();
                group.addProcess(Map.of());
                group.awaitReady();
                settled = group.within(PATIENCE, group::settled);
            }
            return ended("kill -9 of a process", group, pace, "");
        }
    }

    Row frozenProcess(Pace pace) throws Exception {
        try (Group group = Group.of(peer, pace, postgres, PROCESSES)) {
            start(
                    group,
                    WorkerArguments.SLOTS,
                    45_000); // the others have room, and jobs are far from done when it wakes up
            App victim = group.busiest();
            Set<Long> its = group.running().stream()
                    .filter(each -> each.process() == victim.life())
                    .map(Execution::task)
                    .collect(Collectors.toSet());
            victim.freeze();
            boolean taken = group.within(
                    PATIENCE,
                    () -> group.executions().stream()
                            .filter(each -> each.process() != victim.life())
                            .map(Execution::task)
                            .collect(Collectors.toSet())
                            .containsAll(its));
            victim.thaw();
            return ended(
                    "SIGSTOP until others have the work, SIGCONT",
                    group,
                    pace,
                    taken ? "" : "others did not take it within " + PATIENCE.toSeconds() + " s");
        }
    }

    Row killedDatabase() throws Exception {
        try (Postgres own = Postgres.create();
                Group group = Group.of(peer, Pace.DEFAULT, own, PROCESSES)) {
            group.enqueue(60, 1_000);
            group.within(PATIENCE, () -> group.executions().size() > ALL_SLOTS);
            own.kill();
            await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
            own.start();
            long back = System.nanoTime();
            boolean went =
                    group.within(PATIENCE, () -> group.executions().stream().anyMatch(each -> each.start() > back));
            long first = group.executions().stream()
                    .mapToLong(Execution::start)
                    .filter(start -> start > back)
                    .min()
                    .orElse(back);
            return ended(
                    "kill -9 of PostgreSQL",
                    group,
                    Pace.DEFAULT,
                    went
                            ? "work went on after "
                                    + Duration.ofNanos(first - back).toMillis() + " ms"
                            : "work did not go on within " + PATIENCE.toSeconds() + " s");
        }
    }

    /** @param faketime the library */
    Row wrongClock(Path faketime) throws Exception {
        try (Group group = Group.empty(peer, Pace.QUICK, postgres)) {
            group.addProcess(Map.of());
            group.addProcess(Map.of("LD_PRELOAD", faketime.toString(), "FAKETIME", "+3600"));
            group.awaitReady();
            group.enqueue(6, 8_000);
            return ended("a clock off by +3600 s", group, Pace.QUICK, "one of 2 processes, with slots to spare");
        }
    }

    /** Jobs that run for so long; returns when the first slots are full. */
    private static void start(Group group, int jobs, long millis) throws Exception {
        group.enqueue(jobs, millis);
        if (!group.within(PATIENCE, () -> group.running().size() >= WorkerArguments.SLOTS)) {
            throw new IllegalStateException("The jobs do not start");
        }
    }

    private Row ended(String trial, Group group, Pace pace, String remark) {
        group.within(PATIENCE, group::settled);
        int open = group.open();
        Verdict verdict = group.verdict();
        Row row = new Row(trial, peer, pace, verdict, open, PATIENCE, remark);
        System.out.println("  " + String.join(" | ", row.cells()));
        return row;
    }
}
