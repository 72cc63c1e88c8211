/** What {@code ./local up} runs beside the two apps: its own PostgreSQL, the sample tasks, a webhook receiver, the feed of runs. */
@NullMarked
package dev.jobrunner.local;

import org.jspecify.annotations.NullMarked;
