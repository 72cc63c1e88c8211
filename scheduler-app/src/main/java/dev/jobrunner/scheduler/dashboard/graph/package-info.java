/** The pages that draw which tasks run after which. */
@NullMarked
package dev.jobrunner.scheduler.dashboard.graph;

import org.jspecify.annotations.NullMarked;
