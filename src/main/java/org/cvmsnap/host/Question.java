package org.cvmsnap.host;

import org.cvmsnap.error.NotLearnedException;

/**
 * Something that is asked of machines, and changes nothing.
 *
 * @param <T> what is learned
 */
public interface Question<T> {
  T ask() throws NotLearnedException, InterruptedException;
}
