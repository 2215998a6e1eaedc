/** A simulated cluster; implements {@code Host} below the argv builders and parsers. */
@NullMarked
package org.cvmsnap.sim;

import org.jspecify.annotations.NullMarked;
