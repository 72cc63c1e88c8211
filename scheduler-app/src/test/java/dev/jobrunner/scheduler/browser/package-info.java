/** The pages, used as a person uses them, in a real browser. */
@NullMarked
package dev.jobrunner.scheduler.browser;

import org.jspecify.annotations.NullMarked;
