package dev.jobrunner.worker.handler.command;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What every process of one run carries in its environment: the worker that started it, and a random part that no
 * other run has. A process that has left its parent, group and session is still found by it.
 *
 * @param workerPid process id of the worker
 * @param workerStart start of that process in clock ticks since boot, because process ids are used again
 */
record RunMark(long workerPid, long workerStart, UUID run) {

    static final String VARIABLE = "JOBRUNNER_PROCESS_MARK";

    private static final Pattern IN_ENVIRONMENT = Pattern.compile("(?:^|\0)" + VARIABLE
            + "=(\\d{1,18})\\.(\\d{1,18})\\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\0|$)");

    static RunMark ofThisWorker() {
        long pid = ProcessHandle.current().pid();
        long start = ProcessTable.entry(pid).map(ProcessTable.Entry::start).orElse(0L);
        return new RunMark(pid, start, UUID.randomUUID());
    }

    /** The mark in a process's environment, whose variables are separated by NUL; empty if it has none. */
    static Optional<RunMark> in(String environment) {
        Matcher matcher = IN_ENVIRONMENT.matcher(environment);
        return matcher.find()
                ? Optional.of(new RunMark(
                        Long.parseLong(matcher.group(1)),
                        Long.parseLong(matcher.group(2)),
                        UUID.fromString(matcher.group(3))))
                : Optional.empty();
    }

    String value() {
        return workerPid + "." + workerStart + "." + run;
    }

    /** Whether the worker that started this run is still there. */
    boolean workerLives() {
        return ProcessTable.entry(workerPid)
                .filter(worker -> worker.start() == workerStart)
                .isPresent();
    }
}
