/** Jobs that come with the product. */
@NullMarked
package dev.jobrunner.worker.builtin;

import org.jspecify.annotations.NullMarked;
