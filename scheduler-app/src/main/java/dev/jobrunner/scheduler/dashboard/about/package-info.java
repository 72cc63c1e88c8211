/** The page that tells what is installed and how it is set. */
@NullMarked
package dev.jobrunner.scheduler.dashboard.about;

import org.jspecify.annotations.NullMarked;
