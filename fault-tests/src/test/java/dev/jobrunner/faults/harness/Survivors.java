package dev.jobrunner.faults.harness;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ends with this JVM whatever it started, also when a trial breaks off in the middle. */
final class Survivors {

    private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> STARTED.forEach(Process::destroyForcibly)));
    }

    private Survivors() {}

    static void watch(Process process) {
        STARTED.add(process);
    }
}
