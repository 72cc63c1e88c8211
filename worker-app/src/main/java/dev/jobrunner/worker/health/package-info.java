/** What watches this worker from inside, since nobody else can: Render checks no background worker. */
@NullMarked
package dev.jobrunner.worker.health;

import org.jspecify.annotations.NullMarked;
