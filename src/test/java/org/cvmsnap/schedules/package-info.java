/** Every fault at every point of every operation, and the laws that hold nevertheless. */
@NullMarked
package org.cvmsnap.schedules;

import org.jspecify.annotations.NullMarked;
