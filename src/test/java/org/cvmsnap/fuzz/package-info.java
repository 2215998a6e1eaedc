/** Hostile text, given to all that reads text from outside. */
@NullMarked
package org.cvmsnap.fuzz;

import org.jspecify.annotations.NullMarked;
