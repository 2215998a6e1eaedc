package org.cvmsnap.cluster;

import java.util.Optional;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.VolumeId;

/**
 * A snapshot and its source have to be of one length, or VxVM takes neither back from the other:
 * either may have been resized since (Administrator's Guide, "Effect of growing a volume on the
 * FastResync map").
 */
public final class SameLength {
  private SameLength() {}

  /** What a list says of such a snapshot; empty where both are of one length. */
  static Optional<String> trouble(long snapshot, long source) {
    return snapshot == source
        ? Optional.empty()
        : Optional.of((snapshot < source ? "shorter" : "longer") + " than its source");
  }

  /** Why VxVM would refuse; empty where both are of one length. Lengths are in sectors. */
  public static Optional<Refusal> refusal(
      VolumeId snapshot, long length, VolumeId source, long sourceLength) {
    if (length == sourceLength) {
      return Optional.empty();
    }
    return Optional.of(
        new Refusal(
            "%s has %d sectors and %s has %d: one of them was resized since."
                .formatted(snapshot, length, source, sourceLength),
            "Choose a snapshot of the present size; or make the shorter one as long, if it is not space-optimized: "
                + growing(snapshot, length, source, sourceLength)
                + "."));
  }

  /** The command that makes the shorter one as long as the other. */
  public static String growing(VolumeId snapshot, long length, VolumeId source, long sourceLength) {
    VolumeId shorter = length < sourceLength ? snapshot : source;
    return ShellLine.hint(
        "vxassist -g %s growto %s %s",
        shorter.group(), shorter.name(), Math.max(length, sourceLength));
  }
}
