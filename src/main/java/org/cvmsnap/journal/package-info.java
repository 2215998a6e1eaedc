/** The durable, append-only record of a run, and its lock. */
@NullMarked
package org.cvmsnap.journal;

import org.jspecify.annotations.NullMarked;
