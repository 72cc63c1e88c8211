package dev.jobrunner.faults.evidence;

import dev.jobrunner.faults.evidence.Execution.Stretch;
import dev.jobrunner.faults.evidence.Ledger.Entry;
import dev.jobrunner.faults.evidence.Ledger.TaskRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges a run of the installation. Knows nothing of how the product works, only what it promises. */
public final class Checker {

    /** Between the end of a handler and the database's note of it, both clocks being those of this machine. */
    private static final long CLOCK_TOLERANCE_MILLIS = 250;

    /** What becomes of a worker that is hindered is over so long after that: {@code WORKER_DEAD_AFTER} and a tick. */
    private static final Duration AFTERMATH = Duration.ofSeconds(15);

    /** A process that ends itself hands back its runs before. */
    private static final Duration ENDING = Duration.ofSeconds(5);

    private final List<Execution> executions;
    private final Ledger ledger;
    private final Set<Long> acknowledged;
    private final Set<Long> unwanted;
    private final long wallMinusMonotonic;

    /**
     * @param acknowledged tasks whose creation was confirmed: they must be there
     * @param unwanted tasks that somebody wanted to be cancelled: they need not have been done
     */
    public Checker(List<Execution> executions, Ledger ledger, Set<Long> acknowledged, Set<Long> unwanted) {
        this(executions, ledger, acknowledged, unwanted, System.currentTimeMillis() - System.nanoTime() / 1_000_000);
    }

    Checker(
            List<Execution> executions,
            Ledger ledger,
            Set<Long> acknowledged,
            Set<Long> unwanted,
            long wallMinusMonotonic) {
        this.executions = List.copyOf(executions);
        this.ledger = ledger;
        this.acknowledged = Set.copyOf(acknowledged);
        this.unwanted = Set.copyOf(unwanted);
        this.wallMinusMonotonic = wallMinusMonotonic;
    }

    public Verdict verdict() {
        List<Overlap> overlaps = overlaps();
        return new Verdict(
                ledger.tasks().size(),
                executions.size(),
                lost(),
                overlaps.stream()
                        .filter(each -> !each.declared())
                        .map(Overlap::task)
                        .distinct()
                        .toList(),
                overlaps.stream()
                        .filter(Overlap::declared)
                        .map(Overlap::length)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO),
                overLimit(),
                peak(each -> String.valueOf(each.process().pid())).values().stream()
                        .max(Integer::compare)
                        .orElse(0),
                stale(),
                twice(),
                again(),
                unrecorded(),
                lostAlive(),
                recoveries());
    }

    /** One-off tasks that neither ran to an end nor are visibly given up. */
    private List<Long> lost() {
        Set<Long> done =
                executions.stream().filter(Execution::done).map(Execution::task).collect(Collectors.toSet());
        Set<Long> cancelled = ledger.entries().values().stream()
                .filter(entry -> entry.status().equals("cancelled"))
                .map(Entry::task)
                .filter(unwanted::contains)
                .collect(Collectors.toSet());
        Stream<Long> gone = acknowledged.stream().filter(task -> !ledger.tasks().containsKey(task));
        Stream<Long> undone = ledger.tasks().values().stream()
                .filter(TaskRow::oneOff)
                .filter(task -> !task.status().equals("disabled"))
                .filter(task -> !(done.contains(task.id()) || cancelled.contains(task.id()))
                        || !task.status().equals("completed"))
                .map(TaskRow::id);
        return Stream.concat(gone, undone).toList();
    }

    private List<Overlap> overlaps() {
        List<Overlap> overlaps = new ArrayList<>();
        Map<Long, List<Stretch>> byTask = executions.stream()
                .flatMap(each -> each.stretches().stream())
                .collect(Collectors.groupingBy(each -> each.of().task()));
        byTask.forEach((task, stretches) -> {
            for (int i = 0; i < stretches.size(); i++) {
                for (int j = i + 1; j < stretches.size(); j++) {
                    Overlap.of(stretches.get(i), stretches.get(j)).ifPresent(overlaps::add);
                }
            }
        });
        return overlaps;
    }

    /** Types of which more ran at some instant than the widest limit of their tasks allows, with how many. */
    private Map<String, Integer> overLimit() {
        Map<String, Integer> limits = new HashMap<>();
        ledger.tasks().values().forEach(task -> limits.merge(task.type(), task.limit(), Math::max));
        Map<String, Integer> over = peak(Execution::type);
        over.entrySet().removeIf(each -> each.getValue() <= limits.getOrDefault(each.getKey(), 0));
        return over;
    }

    /** The most executions with the same key at any instant; the stretch after a freeze, which is declared, does not count. */
    Map<String, Integer> peak(Function<Execution, String> key) {
        record Edge(long time, int change, String key) {}
        List<Edge> edges = new ArrayList<>();
        executions.stream()
                .flatMap(each -> each.stretches().stream())
                .filter(each -> !each.afterFreeze())
                .forEach(each -> {
                    edges.add(new Edge(each.from(), 1, key.apply(each.of())));
                    edges.add(new Edge(each.to(), -1, key.apply(each.of())));
                });
        // An end and a start at the same instant do not overlap: the end comes first.
        edges.sort(Comparator.comparingLong(Edge::time).thenComparingInt(Edge::change));
        Map<String, Integer> now = new HashMap<>();
        Map<String, Integer> most = new HashMap<>();
        for (Edge edge : edges) {
            most.merge(edge.key(), now.merge(edge.key(), edge.change(), Integer::sum), Math::max);
        }
        return most;
    }

    /** Runs that were entered as completed though their handler had not come to its end then, or not in that process, or never began. */
    private List<Long> stale() {
        Map<Long, Execution> byRun =
                executions.stream().collect(Collectors.toMap(Execution::run, each -> each, (a, b) -> a));
        return ledger.entries().values().stream()
                .filter(Entry::completed)
                .filter(entry -> !supports(byRun.get(entry.run()), entry))
                .map(Entry::run)
                .toList();
    }

    private boolean supports(@Nullable Execution execution, Entry entry) {
        return execution != null
                && execution.done()
                && String.valueOf(execution.process().pid()).equals(entry.pid())
                && execution.end() / 1_000_000 + wallMinusMonotonic <= entry.finishedAt() + CLOCK_TOLERANCE_MILLIS;
    }

    /** Slots that the ledger has as completed more than once. */
    private List<Long> twice() {
        record Slot(long task, long at) {}
        Set<Slot> seen = new HashSet<>();
        return ledger.entries().values().stream()
                .filter(Entry::completed)
                .filter(entry -> !seen.add(new Slot(entry.task(), entry.slot())))
                .map(Entry::task)
                .distinct()
                .toList();
    }

    /** How often a slot whose work had been done was worked for once more: what "at least once" allows after a fault. */
    private long again() {
        record Slot(long task, long at) {}
        long done = executions.stream().filter(Execution::done).count();
        return done
                - executions.stream()
                        .filter(Execution::done)
                        .map(each -> new Slot(each.task(), each.slot()))
                        .distinct()
                        .count();
    }

    /** Executions that have ended without an entry. */
    private List<Long> unrecorded() {
        return executions.stream()
                .map(Execution::run)
                .filter(run -> !ledger.entries().containsKey(run))
                .filter(run -> !ledger.open().contains(run))
                .toList();
    }

    /** Runs entered as lost though nothing had happened to their process: false alarms. */
    private List<Long> lostAlive() {
        return executions.stream()
                .filter(this::isFalseAlarm)
                .map(Execution::run)
                .toList();
    }

    private boolean isFalseAlarm(Execution execution) {
        Entry entry = ledger.entries().get(execution.run());
        if (entry == null || !entry.status().equals("lost")) {
            return false;
        }
        long lost = (entry.finishedAt() - wallMinusMonotonic) * 1_000_000;
        return execution.process().endedAt() > lost + ENDING.toNanos()
                && execution.process().troubles().stream()
                        .noneMatch(each -> each.from() <= lost && lost <= latest(each.to()));
    }

    private static long latest(long end) {
        return end == Long.MAX_VALUE ? end : end + AFTERMATH.toNanos();
    }

    /** From the moment at which a process was killed or frozen under a run to the next start of its task. */
    private List<Duration> recoveries() {
        List<Duration> all = new ArrayList<>();
        Map<Long, List<Execution>> byTask = executions.stream().collect(Collectors.groupingBy(Execution::task));
        for (Execution each : executions) {
            each.struckAt()
                    .ifPresent(struck -> byTask.getOrDefault(each.task(), List.of()).stream()
                            .filter(other -> other.run() != each.run() && other.start() > struck)
                            .mapToLong(Execution::start)
                            .min()
                            .ifPresent(next -> all.add(Duration.ofNanos(next - struck))));
        }
        all.sort(Comparator.naturalOrder());
        return all;
    }
}
