/** What a run prints, made fit to be watched while it goes on. */
@NullMarked
package dev.jobrunner.worker.live;

import org.jspecify.annotations.NullMarked;
