/** Decides whether snapshots can be taken, of which kind and under which names, and how. */
@NullMarked
package org.cvmsnap.plan.take;

import org.jspecify.annotations.NullMarked;
