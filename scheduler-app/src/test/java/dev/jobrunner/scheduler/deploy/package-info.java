/** Whether the deployment files fit each other and the program. */
@NullMarked
package dev.jobrunner.scheduler.deploy;

import org.jspecify.annotations.NullMarked;
