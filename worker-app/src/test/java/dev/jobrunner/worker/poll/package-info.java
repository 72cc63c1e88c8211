/** What becomes of tasks that are claimed at a bad moment. */
@NullMarked
package dev.jobrunner.worker.poll;

import org.jspecify.annotations.NullMarked;
