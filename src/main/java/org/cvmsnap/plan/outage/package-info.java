/** Decides how a guest is taken down, and whether it can come back. */
@NullMarked
package org.cvmsnap.plan.outage;

import org.jspecify.annotations.NullMarked;
