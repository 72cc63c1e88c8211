/** The queue itself: claiming due tasks, and ending runs so that only the holder of the lock token changes anything. */
@NullMarked
package dev.jobrunner.core.queue;

import org.jspecify.annotations.NullMarked;
