/** Other job runners, through their public API, under the same faults and before the same checker. */
@NullMarked
package dev.jobrunner.faults.peers;

import org.jspecify.annotations.NullMarked;
