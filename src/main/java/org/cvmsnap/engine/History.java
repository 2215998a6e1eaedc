package org.cvmsnap.engine;

import java.time.Instant;
import java.util.Optional;
import org.cvmsnap.run.Step;

/** What the journal of a run tells of its earlier steps, also to the process that recovers it. */
public interface History {
  /** A run that has not begun. */
  History NONE = kind -> Optional.empty();

  /** When the last step of that kind was about to act; empty where none was. */
  Optional<Instant> acted(Class<? extends Step> kind);
}
