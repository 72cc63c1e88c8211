/** Requests that no well-behaved program sends. */
@NullMarked
package dev.jobrunner.scheduler.fuzz;

import org.jspecify.annotations.NullMarked;
