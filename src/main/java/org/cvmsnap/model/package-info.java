/** Immutable nouns: names, sizes, states, reports. */
@NullMarked
package org.cvmsnap.model;

import org.jspecify.annotations.NullMarked;
