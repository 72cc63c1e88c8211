@NullMarked
package dev.jobrunner.worker.live;

import org.jspecify.annotations.NullMarked;
