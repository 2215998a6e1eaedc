package org.cvmsnap.plan;

/**
 * The volume tags that make a snapshot cvmsnap's own. They are part of the volume's record, so they
 * are there on every node and after an import elsewhere.
 */
public final class Tags {
  /** The run that made it, which is also the name of its set. */
  public static final String RUN = "cvmsnap.run";

  /** The guest that was taken down for it. */
  public static final String GUEST = "cvmsnap.guest";

  /** The volume that it is a snapshot of. */
  public static final String SOURCE = "cvmsnap.source";

  /** How many snapshots were made in its set. */
  public static final String SET = "cvmsnap.set";

  /** What kind of snapshot it is, such as {@code break-off}. */
  public static final String KIND = "cvmsnap.kind";

  /**
   * When it was taken, UTC, known only once it is made: VxVM's own date has no seconds and no time
   * zone.
   */
  public static final String TAKEN = "cvmsnap.taken";

  /**
   * Marks a snapshot of what a volume was before it was restored; the value names the snapshot that
   * it was restored to.
   */
  public static final String SAFETY = "cvmsnap.safety";

  /** The version of cvmsnap that made it. */
  public static final String VERSION = "cvmsnap.version";

  private Tags() {}
}
