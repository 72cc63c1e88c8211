/** How values that people type are read, the same on the command line and in requests. */
@NullMarked
package dev.jobrunner.scheduler.input;

import org.jspecify.annotations.NullMarked;
