/** All faults at random under a steady mix of work, for as long as one likes. */
@NullMarked
package dev.jobrunner.faults.soak;

import org.jspecify.annotations.NullMarked;
