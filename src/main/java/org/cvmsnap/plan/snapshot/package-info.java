/** Decides what becomes of snapshots and of what they are made of, while no guest is down. */
@NullMarked
package org.cvmsnap.plan.snapshot;

import org.jspecify.annotations.NullMarked;
