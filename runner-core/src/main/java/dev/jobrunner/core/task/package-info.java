/** What a task is. */
@NullMarked
package dev.jobrunner.core.task;

import org.jspecify.annotations.NullMarked;
