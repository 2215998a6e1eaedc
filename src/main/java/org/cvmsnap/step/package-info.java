/** How each kind of step is done, verified, and how the debt it incurs is repaid. */
@NullMarked
package org.cvmsnap.step;

import org.jspecify.annotations.NullMarked;
