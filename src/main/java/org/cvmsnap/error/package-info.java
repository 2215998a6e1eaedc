/** What can go wrong, who must act, and the exit code for it. */
@NullMarked
package org.cvmsnap.error;

import org.jspecify.annotations.NullMarked;
