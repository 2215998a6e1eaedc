package org.cvmsnap.model;

import java.util.regex.Pattern;

/**
 * The flags column of {@code ldm list}: one letter a position, {@code -} where nothing is to be
 * said (Administration Guide, flag definitions). Five letters before release 3.0, six since. Long
 * listings spell the flags out ({@code normal,control}); these are refused.
 */
public record DomainFlags(String letters) {
  private static final Pattern LEGAL = Pattern.compile("[s-][ntd-][a-z-]{3,4}");

  public DomainFlags {
    if (!LEGAL.matcher(letters).matches()) {
      throw new IllegalArgumentException("'" + letters + "' are not the flags of a domain");
    }
  }

  /** Starting or stopping right now. */
  public boolean startingOrStopping() {
    return letters.charAt(0) == 's';
  }

  /** Between power-on and a running operating system: booting, or at the ok prompt. */
  public boolean transition() {
    return letters.charAt(1) == 't';
  }

  /** Configuration changes wait for its reboot; changes to other domains may be refused. */
  public boolean delayedReconfiguration() {
    return letters.charAt(2) == 'd';
  }

  /** It is the control domain. */
  public boolean control() {
    return letters.charAt(3) == 'c';
  }

  /** It serves virtual disks or networks to others. */
  public boolean service() {
    return letters.charAt(4) == 'v';
  }

  /** Source or target of a migration, or left over from one that failed. */
  public boolean migrating() {
    return letters.length() == 6 && letters.charAt(5) != '-';
  }

  /** A migration has left it in the error state, out of which it does not come by itself. */
  public boolean migrationFailed() {
    return letters.endsWith("e") && migrating();
  }

  @Override
  public String toString() {
    return letters;
  }
}
