package dev.jobrunner.faults.peers;

import dev.jobrunner.faults.harness.Postgres;
import dev.jobrunner.faults.peers.Peer.Pace;
import dev.jobrunner.faults.report.ReliabilityPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Started by {@code fault-tests/run peers}. */
final class Peers {

    private static final List<Peer> ALL = List.of(new DbScheduler(), new JobRunr(), new Quartz());

    private Peers() {}

    /** Which peer, or {@code all}; then, if the page is to be written, its path and the date. */
    public static void main(String[] arguments) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (Postgres postgres = Postgres.create()) {
            for (Peer peer : ALL) {
                if (arguments[0].equals("all")
                        || peer.name().toLowerCase(Locale.ROOT).startsWith(arguments[0])) {
                    System.out.println(peer.name());
                    rows.addAll(of(peer, postgres));
                }
            }
        }
        rows.sort(Comparator.comparing(Row::trial));
        List<String> table =
                ReliabilityPage.table(Row.HEADS, rows.stream().map(Row::cells).toList());
        table.forEach(System.out::println);
        if (arguments.length > 1) {
            String text = "Measured on " + arguments[2] + ".\n\n" + String.join("\n", table) + "\n";
            ReliabilityPage.replace(Path.of(arguments[1]), "peers", text);
        }
    }

    private static List<Row> of(Peer peer, Postgres postgres) throws Exception {
        Trials trials = new Trials(peer, postgres);
        List<Row> rows = new ArrayList<>();
        rows.add(trials.contention());
        rows.add(trials.killedProcesses(Pace.DEFAULT, 1));
        rows.add(trials.killedProcesses(Pace.QUICK, 3));
        rows.add(trials.frozenProcess(Pace.QUICK));
        rows.add(trials.killedDatabase());
        Path faketime = Stream.of("x86_64-linux-gnu", "aarch64-linux-gnu")
                .map(machine -> Path.of("/usr/lib", machine, "faketime", "libfaketime.so.1"))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
        if (faketime == null) {
            System.out.println("  No libfaketime: clocks are left alone.");
        } else {
            rows.add(trials.wrongClock(faketime));
        }
        return rows;
    }
}
