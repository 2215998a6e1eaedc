/** Pure: facts and a request in; a plan of step data, or a typed refusal, out. */
@NullMarked
package org.cvmsnap.plan;

import org.jspecify.annotations.NullMarked;
