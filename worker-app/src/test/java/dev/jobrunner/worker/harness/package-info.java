/** Real worker processes under test, and evidence of what they did that no database can touch up. */
@NullMarked
package dev.jobrunner.worker.harness;

import org.jspecify.annotations.NullMarked;
