/** The page that one sees first: whether all is well, what is not, and what ran, runs and will run on which worker. */
@NullMarked
package dev.jobrunner.scheduler.dashboard.overview;

import org.jspecify.annotations.NullMarked;
