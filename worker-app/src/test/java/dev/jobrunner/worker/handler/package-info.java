/** What the handlers promise, and how runs are made up for it. */
@NullMarked
package dev.jobrunner.worker.handler;

import org.jspecify.annotations.NullMarked;
