package org.cvmsnap.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a guest lets go of volumes, so that nobody has them open. */
public enum Mode {
  /** It is stopped and unbound, as the vendor's procedure has it. */
  STOP,
  /** It goes on running, and the disks are taken from it. */
  DETACH,
  /** The disks are taken from it where they all can be, and else it is stopped. */
  AUTO;

  /** The word on the command line and in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a guest is for as long as it lets go of volumes, in a sentence. */
  public String absence() {
    return this == DETACH ? "without what is on these disks" : "away";
  }

  /** What a word means; empty for any other word. */
  public static Optional<Mode> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
