/** Bringing the tables to the shape that this version needs. */
@NullMarked
package dev.jobrunner.scheduler.schema;

import org.jspecify.annotations.NullMarked;
