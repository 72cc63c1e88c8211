/** The pages of runs and failures, and the history that a task's page shows. */
@NullMarked
package dev.jobrunner.scheduler.dashboard.run;

import org.jspecify.annotations.NullMarked;
