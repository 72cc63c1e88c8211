/** The page of workers and schedulers. */
@NullMarked
package dev.jobrunner.scheduler.dashboard.fleet;

import org.jspecify.annotations.NullMarked;
