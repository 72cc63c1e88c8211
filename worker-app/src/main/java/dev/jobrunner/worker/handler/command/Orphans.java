package dev.jobrunner.worker.handler.command;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes whose worker is gone without having ended them, as after {@code kill -9}. Their runs are given to other
 * workers within seconds, so on this machine they are ended before another command starts.
 */
final class Orphans implements ProcessGroup {

    private static final Logger log = LoggerFactory.getLogger(Orphans.class);

    static void end(Duration grace) {
        int ended = Termination.end(new Orphans(), grace);
        if (ended > 0) {
            log.warn("Ended {} processes that a worker which is gone had left running", ended);
        }
    }

    @Override
    public Set<ProcessHandle> living() {
        return ProcessTable.read().stream()
                .map(ProcessTable.Entry::pid)
                .filter(pid -> pid != ProcessHandle.current().pid())
                .filter(Orphans::isOrphan)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .collect(Collectors.toSet());
    }

    private static boolean isOrphan(long pid) {
        return ProcessTable.mark(pid).filter(mark -> !mark.workerLives()).isPresent()
                && ProcessTable.sharesProcessIds(pid);
    }
}
