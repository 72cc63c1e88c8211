/** The file of a task set: how it is read, and how its plan is shown, the same on the command line and in requests. */
@NullMarked
package dev.jobrunner.scheduler.taskset;

import org.jspecify.annotations.NullMarked;
