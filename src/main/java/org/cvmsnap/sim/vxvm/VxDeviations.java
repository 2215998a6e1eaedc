package org.cvmsnap.sim.vxvm;

/**
 * In what VxVM is not as cvmsnap assumes: each makes one assumption false.
 *
 * @param sameNameTwice whether making a volume whose name is taken does nothing, and ends well
 * @param ownVolumesOnly whether a node shows none of the volumes that others have made meanwhile
 * @param longestComment how much is kept of a comment, in characters
 * @param longestTag how much is kept of the value of a tag, in characters
 * @param dirtySnapshots whether what is on a snapshot has to be checked, whatever its source says
 */
record VxDeviations(
    boolean sameNameTwice,
    boolean ownVolumesOnly,
    int longestComment,
    int longestTag,
    boolean dirtySnapshots) {
  private static final int WHOLE = 256;
  static final VxDeviations NONE = new VxDeviations(false, false, WHOLE, WHOLE, false);

  /** What is kept of a comment. */
  String comment(String set) {
    return set.substring(0, Math.min(set.length(), longestComment));
  }

  /** What is kept of the value of a tag. */
  String tag(String set) {
    return set.substring(0, Math.min(set.length(), longestTag));
  }
}
