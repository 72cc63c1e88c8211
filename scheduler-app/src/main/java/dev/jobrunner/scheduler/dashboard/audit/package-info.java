/** The page that shows what people changed. */
@NullMarked
package dev.jobrunner.scheduler.dashboard.audit;

import org.jspecify.annotations.NullMarked;
