/** The workers as rows with a heartbeat, and what a heartbeat tells a worker about the locks that it holds. */
@NullMarked
package dev.jobrunner.core.fleet;

import org.jspecify.annotations.NullMarked;
