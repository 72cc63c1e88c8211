/** What the scheduler tells about itself and the fleet: health page, probes and metrics. */
@NullMarked
package dev.jobrunner.scheduler.health;

import org.jspecify.annotations.NullMarked;
