package org.cvmsnap.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this program: the jar's own. */
public final class Version implements IVersionProvider {
  /** The version, or {@code development} where the program runs from its classes. */
  public static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"cvmsnap " + current()};
  }
}
