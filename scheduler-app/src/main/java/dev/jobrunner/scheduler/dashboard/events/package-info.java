/** {@code /events}: tells open pages what kind of thing has changed, so that they refresh only then. */
@NullMarked
package dev.jobrunner.scheduler.dashboard.events;

import org.jspecify.annotations.NullMarked;
