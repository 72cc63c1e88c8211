/** The pages about who gets in: sign-in and tokens. */
@NullMarked
package dev.jobrunner.scheduler.dashboard.access;

import org.jspecify.annotations.NullMarked;
