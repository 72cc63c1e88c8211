/** What a task type runs: the interface that jobs are written against, and the registry that finds them. */
@NullMarked
package dev.jobrunner.worker.handler;

import org.jspecify.annotations.NullMarked;
