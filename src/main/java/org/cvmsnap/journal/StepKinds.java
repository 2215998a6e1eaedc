package org.cvmsnap.journal;

import java.util.Optional;
import org.cvmsnap.run.Step;

/** The kinds of steps that there are, by the words for them in a journal. */
public interface StepKinds {
  /** The record of that kind; empty where there is no such kind. */
  Optional<Class<? extends Step>> named(String word);
}
