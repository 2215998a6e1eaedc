/** Takes the names out of a recording of a site, or makes a scenario of it. */
@NullMarked
package org.cvmsnap.rehearsal;

import org.jspecify.annotations.NullMarked;
