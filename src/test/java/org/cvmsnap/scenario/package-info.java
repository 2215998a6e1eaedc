/** The whole command line on a simulated world: one class a theme. */
@NullMarked
package org.cvmsnap.scenario;

import org.jspecify.annotations.NullMarked;
