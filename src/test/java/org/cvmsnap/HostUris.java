package org.cvmsnap;

/** Lets tests of other packages read a {@link HostUri}. */
public final class HostUris {
  private HostUris() {}

  /** What a URI means, written again. */
  public static String read(String uri) {
    return HostUri.parse(uri).text();
  }
}
