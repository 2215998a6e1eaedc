/** Judges, by what a site has shown on trial, what the documents could only assume of it. */
@NullMarked
package org.cvmsnap.qualification;

import org.jspecify.annotations.NullMarked;
