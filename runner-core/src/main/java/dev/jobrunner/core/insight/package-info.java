/** What is going on, in figures and in words. */
@NullMarked
package dev.jobrunner.core.insight;

import org.jspecify.annotations.NullMarked;
