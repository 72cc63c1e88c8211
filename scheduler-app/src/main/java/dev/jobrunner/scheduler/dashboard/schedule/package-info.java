/** The page that shows what is coming, and whether the fleet is large enough for it. */
@NullMarked
package dev.jobrunner.scheduler.dashboard.schedule;

import org.jspecify.annotations.NullMarked;
