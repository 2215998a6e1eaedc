/** Decides how a guest is taken down or its disks from it, and whether it can come back. */
@NullMarked
package org.cvmsnap.plan.outage;

import org.jspecify.annotations.NullMarked;
