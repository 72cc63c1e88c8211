/** The worker application: its start and the wiring of its features. */
@NullMarked
package dev.jobrunner.worker;

import org.jspecify.annotations.NullMarked;
