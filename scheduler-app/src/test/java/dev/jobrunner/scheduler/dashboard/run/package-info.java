/** The pages of runs and failures, as the running application renders them. */
@NullMarked
package dev.jobrunner.scheduler.dashboard.run;

import org.jspecify.annotations.NullMarked;
