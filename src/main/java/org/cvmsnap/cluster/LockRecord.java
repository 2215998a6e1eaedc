package org.cvmsnap.cluster;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.ClusterMember;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;

/**
 * A tiny volume in a shared disk group that says on every node which run has a guest, or a volume
 * of that group. Names are unique in a disk group, and CVM lets its master alone make records, so
 * of two runs that want it one gets it; a tag or a comment that is written later has no such guard.
 *
 * @param holder who made it, in the volume's comment: {@code YYYYMMDDThhmmssZ-xxxx@NODE}
 */
public record LockRecord(VolumeId volume, String holder) {
  /** Of the volume, in sectors of 512 bytes: a disk group has no smaller piece to spare. */
  public static final long SECTORS = 2048;

  private static final String PREFIX = "cvmsnap_lock_";
  private static final int DIGITS = 12;

  /** Whether a volume of that name is one. */
  public static boolean named(VolumeName name) {
    return name.value().startsWith(PREFIX);
  }

  /** The name of the record of a guest. Names of guests may be longer than those of volumes. */
  public static VolumeName name(GuestName guest) {
    return hashed(guest.value());
  }

  /**
   * The name of the record that is made while this one is there and its run is known to be dead.
   * Were it removed and made anew, two runs that both take it for dead could each remove what the
   * other has just made.
   */
  public VolumeName next(String owned) {
    return hashed(owned + "\n" + holder);
  }

  /** The name of the record that a run makes that goes past those of the dead, oldest first. */
  static VolumeName name(String owned, List<LockRecord> dead) {
    return dead.isEmpty() ? hashed(owned) : dead.get(dead.size() - 1).next(owned);
  }

  /** The name of the record of a volume: no guest's name has a slash. */
  public static VolumeName name(VolumeId volume) {
    return hashed(volume.toString());
  }

  private static VolumeName hashed(String text) {
    return new VolumeName(PREFIX + digits(text));
  }

  /** What tells a text from others, and fits into the name of a volume. */
  public static String digits(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }

  /** The words for a run on a node, which fit into a comment: a long node's name is cut short. */
  public static String holder(RunId run, Machine node) {
    String id = run.value();
    String when = id.substring(0, id.indexOf('-'));
    return Tags.fitting(when + "-" + run.mark() + "@" + node.name());
  }

  /** The node of the run, possibly cut short; the whole text where it does not tell. */
  public String node() {
    return holder.substring(holder.indexOf('@') + 1);
  }

  /** When the run began; empty where the record does not tell. */
  public Optional<Instant> begun() {
    try {
      return RunId.legal(holder.replaceFirst("-", "-run-").replaceFirst("@.*", ""))
          .map(RunId::start);
    } catch (DateTimeException e) {
      return Optional.empty(); // somebody else has written it
    }
  }

  /** Whether the run is dead for certain: its node was a member of the cluster, and has left. */
  public boolean dead(Collection<ClusterMember> members) {
    List<ClusterMember> named = members.stream().filter(each -> isOf(each.name())).toList();
    return !named.isEmpty() && named.stream().allMatch(ClusterMember::out);
  }

  /** Whether it is of a run on that node; a record that tells no node may be. */
  public boolean of(Machine node) {
    return !holder.contains("@") || isOf(node.name());
  }

  private boolean isOf(String node) {
    boolean whole = Tags.fitting(holder + "x").length() > holder.length();
    return whole ? node.equals(node()) : node.startsWith(node());
  }

  /** What an operator is told where no domain is known that it could be of. */
  public Refusal refusal(Machine here) {
    return new Refusal(
        "%s is there, of a run on %s, and no domain of %s is known that it is of."
            .formatted(this, node(), here.name()),
        "Type cvmsnap recover where that run was started. Where its journal is lost, and no cvmsnap is at work: see that all guests of %s are as they should be, then vxedit -g %s -rf rm %s."
            .formatted(here.name(), volume.group(), volume.name()));
  }

  /** What an operator is told who wants the guest on {@code here} meanwhile. */
  public Refusal refusal(GuestName guest, Machine here) {
    return refusal(
        guest.value(),
        here,
        ShellLine.hint(", then cvmsnap recover --ldom %s --from %s", guest, here.name()));
  }

  /** What an operator is told who wants that volume on {@code here} meanwhile. */
  public Refusal refusal(VolumeId owned, Machine here) {
    return refusal(owned.toString(), here, "");
  }

  private Refusal refusal(String owned, Machine here, String then) {
    boolean told = holder.contains("@");
    String who =
        told
            ? "A run of " + holder.substring(0, holder.indexOf('-')) + " on " + node()
            : "Somebody";
    return new Refusal(
        "%s has %s: %s is there.".formatted(who, owned, this),
        told && !node().equals(here.name())
            ? ShellLine.hint(
                "Wait for its end; if it was cut short, type cvmsnap recover on %s, or where it was started.",
                node())
            : ShellLine.hint(
                    "Wait for its end; if it was cut short, type cvmsnap recover where it was started. Where its journal is lost, and no cvmsnap is at work on %s: vxedit -g %s -rf rm %s",
                    owned, volume.group(), volume.name())
                + then
                + ".");
  }

  /** What is said where a disk group has no room for a record. */
  public static Refusal full(GroupName group, String owned) {
    return new Refusal(
        "Disk group %s has no megabyte free for the lock record that keeps other nodes from %s."
            .formatted(group, owned),
        "Free one (vxassist -g %s maxsize tells what there is); or see to it yourself that nobody works on %s from another node, and use --no-lock."
            .formatted(group, owned));
  }

  /** Why nothing is begun with the guest, where the node of its run has left the cluster. */
  public Refusal left(GuestName guest) {
    return new Refusal(
        "A run on %s had %s, and %s has left the cluster: %s is there."
            .formatted(node(), guest, node(), this),
        ShellLine.hint("Type cvmsnap recover --ldom %s --from %s.", guest, node()));
  }

  /** What is told of one whose node has left the cluster, where no guest of it is known here. */
  public Refusal left() {
    return new Refusal(
        "A run on %s had a guest, and %s has left the cluster: %s is there."
            .formatted(node(), node(), this),
        ShellLine.hint(
            "See whether a guest of %1$s is down. On a node that has its configuration: cvmsnap recover --ldom LDOM --from %1$s. Once %1$s is back: cvmsnap recover there.",
            node()));
  }

  @Override
  public String toString() {
    return "the lock record " + volume;
  }
}
