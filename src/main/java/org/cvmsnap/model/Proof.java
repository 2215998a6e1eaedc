package org.cvmsnap.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How good what is on a snapshot is known to be; the worse, the later. */
public enum Proof {
  /** The snapshot itself was asked, and says that it is clean. */
  CLEAN,
  /** All that is on its source was asked just before it was made, and was clean. */
  CLEAN_BEFORE,
  /** Nobody has asked, or there was no answer. */
  UNCHECKED,
  /** It was asked, and needs to be checked or replayed before it can be used. */
  DIRTY;

  /** Whether its file systems were seen to be clean. */
  public boolean proven() {
    return this == CLEAN || this == CLEAN_BEFORE;
  }

  public Proof worse(Proof other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** The word in tags, in lists and in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What a word means; one that is not known proves nothing. */
  public static Proof of(Optional<String> word) {
    return Arrays.stream(values())
        .filter(each -> word.filter(each.word()::equals).isPresent())
        .findFirst()
        .orElse(UNCHECKED);
  }
}
