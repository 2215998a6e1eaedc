/** The machines of a site, each spoken to in its own language. */
@NullMarked
package org.cvmsnap.site;

import org.jspecify.annotations.NullMarked;
