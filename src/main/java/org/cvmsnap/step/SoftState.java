package org.cvmsnap.step;

import java.util.Optional;
import java.util.regex.Pattern;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.site.Site;

/** What a domain says of its operating system; it saves attempts in vain, and decides nothing. */
final class SoftState {
  /** What a guest says of itself while it is certain that nobody can log in. */
  private static final Pattern NOT_YET = Pattern.compile("(?i).*(booting|openboot|halting).*");

  private SoftState() {}

  /** Whether it is certain that it has not booted yet, or is on its way down. */
  static boolean notYet(Optional<String> said) {
    return said.filter(NOT_YET.asMatchPredicate()).isPresent();
  }

  /** The same, asked now. */
  static boolean notYet(Site site, Machine control, GuestName guest) throws InterruptedException {
    try {
      return notYet(site.ldm(control).softState(guest));
    } catch (NotLearnedException e) {
      return false;
    }
  }
}
