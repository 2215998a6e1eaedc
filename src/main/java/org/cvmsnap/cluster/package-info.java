/** What there is: nodes, domains, disks, volumes, who has what open; read once into values. */
@NullMarked
package org.cvmsnap.cluster;

import org.jspecify.annotations.NullMarked;
