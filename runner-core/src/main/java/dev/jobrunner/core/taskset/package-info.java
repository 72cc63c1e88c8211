/** Sets of tasks that are declared as a whole: what applying one would change, doing it, and remembering what was applied. */
@NullMarked
package dev.jobrunner.core.taskset;

import org.jspecify.annotations.NullMarked;
