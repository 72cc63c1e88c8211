/** Reads real and broken crontabs, and runs what comes out with a real shell. */
@NullMarked
package dev.jobrunner.core.crontab;

import org.jspecify.annotations.NullMarked;
