/** What the tests of several packages share. */
@NullMarked
package org.cvmsnap.testing;

import org.jspecify.annotations.NullMarked;
