/** Decides whether volumes can go back to snapshots, or snapshots be made anew, and how. */
@NullMarked
package org.cvmsnap.plan.restore;

import org.jspecify.annotations.NullMarked;
