package org.cvmsnap.sim.vxvm;

import org.jspecify.annotations.Nullable;

/**
 * In which words this release of VxVM differs from others.
 *
 * @param listtagNeedsVolume whether {@code vxassist listtag} has to be given a volume, as in the
 *     synopses of 5.1, 6.0.1 and 7.4
 * @param emptySnapshotList what {@code vxsnap list} prints where there is nothing to list
 * @param groupLine whether vxprint begins with a line that names the group also where one was asked
 *     for
 * @param noParent what stands for the parent of a task that has none
 * @param deviations null in a state that was saved before there were any
 */
record VxRelease(
    boolean listtagNeedsVolume,
    EmptyList emptySnapshotList,
    boolean groupLine,
    String noParent,
    @Nullable VxDeviations deviations) {
  static final VxRelease USUAL =
      new VxRelease(false, EmptyList.HEADING, false, "", VxDeviations.NONE);

  /** In what it is not as cvmsnap assumes. */
  VxDeviations deviating() {
    return deviations == null ? VxDeviations.NONE : deviations;
  }

  /** What a list without rows looks like. */
  enum EmptyList {
    HEADING,
    NOTHING,
    NOTICE
  }
}
