/** This worker as one of the fleet: its heartbeat, and the fence that stops its runs before others may take them. */
@NullMarked
package dev.jobrunner.worker.fleet;

import org.jspecify.annotations.NullMarked;
