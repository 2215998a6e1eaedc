/** Speaks {@code ldm} and {@code virtinfo}: argv builders and output parsers. */
@NullMarked
package org.cvmsnap.ldm;

import org.jspecify.annotations.NullMarked;
