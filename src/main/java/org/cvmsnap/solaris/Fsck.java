package org.cvmsnap.solaris;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.Reading;
import org.cvmsnap.model.Cleanness;
import org.cvmsnap.model.Mount;

/** Asks file systems how they are, in a guest or in a control domain; it writes nothing. */
public final class Fsck {
  /** The types that can be asked: their programs have the check that only reads. */
  public static final Set<String> TYPES = Set.of("vxfs", "ufs");

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** All of a file system is read for its structure, however large it is. */
  private static final Duration FULL_LIMIT = Duration.ofHours(1);

  /** That a file system is not as it should be (fsck(1M): 32, 36, 39). */
  private static final Set<Integer> DAMAGED = Set.of(32, 36, 39);

  private static final Pattern NONE = Pattern.compile("(?i)unknown_fstyp \\(no matches\\)");

  private final Reading reading;
  private final Reading patient;

  public Fsck(Host host) {
    this.reading = new Reading(host, LIMIT);
    this.patient = new Reading(host, FULL_LIMIT);
  }

  /**
   * The type of the file system that is there; empty for none (fstyp(1M): "no matches").
   *
   * @param device the raw one
   */
  public Optional<String> type(String device) throws NotLearnedException, InterruptedException {
    List<String> argv = List.of("fstyp", device);
    Finished fstyp = reading.ended(argv);
    if (fstyp.exit() == 0) {
      return Optional.of(Reading.understood(argv, fstyp.out(), Fsck::typed));
    }
    if (NONE.matcher(fstyp.err()).find()) {
      return Optional.empty();
    }
    throw new NotLearnedException(Reading.failure(argv, fstyp));
  }

  private static String typed(String output) {
    String type = output.strip();
    if (!Mount.isType(type)) {
      throw new IllegalArgumentException("not the type of a file system");
    }
    return type;
  }

  /** The command that asks one; it reads no more than the super-block. */
  public static List<String> asking(String type, String device) {
    return List.of("fsck", "-F", type, "-m", device);
  }

  /**
   * What a file system says of itself (fsck(1M), fsck_vxfs(1M): 0, 32, 33).
   *
   * @param device the raw one
   * @throws NotLearnedException when the program says anything else, or does not answer
   */
  public Cleanness cleanness(String type, String device)
      throws NotLearnedException, InterruptedException {
    List<String> argv = asking(type, device);
    Finished fsck = reading.ended(argv);
    return switch (fsck.exit()) {
      case 0 -> Cleanness.CLEAN;
      case 32 -> Cleanness.DIRTY;
      case 33 -> Cleanness.MOUNTED;
      default -> throw new NotLearnedException(Reading.failure(argv, fsck));
    };
  }

  /** The command that reads all of its structure: nothing is written, and no log is replayed. */
  public static List<String> reading(String type, String device) {
    return List.of("fsck", "-F", type, "-n", "-o", type.equals("ufs") ? "f" : "full", device);
  }

  /**
   * Whether the structure of a file system that is not mounted is whole.
   *
   * @param device the raw one
   * @throws NotLearnedException when the program could not look, or did not answer
   */
  public boolean whole(String type, String device)
      throws NotLearnedException, InterruptedException {
    List<String> argv = reading(type, device);
    Finished fsck = patient.ended(argv);
    if (fsck.exit() != 0 && !DAMAGED.contains(fsck.exit())) {
      throw new NotLearnedException(Reading.failure(argv, fsck));
    }
    return fsck.exit() == 0;
  }
}
