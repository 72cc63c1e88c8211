package dev.jobrunner.worker.handler.command;

import java.util.Set;

/** Processes that are ended together. */
interface ProcessGroup {

    /** Those alive now; a process that starts another one makes the answer grow. */
    Set<ProcessHandle> living();
}
