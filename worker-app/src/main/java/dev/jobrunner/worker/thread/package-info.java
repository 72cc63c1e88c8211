/** Threads of this worker: named after what they are for, and never ended by an exception. */
@NullMarked
package dev.jobrunner.worker.thread;

import org.jspecify.annotations.NullMarked;
