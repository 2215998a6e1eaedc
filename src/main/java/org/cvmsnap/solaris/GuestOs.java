package org.cvmsnap.solaris;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.Reading;
import org.cvmsnap.model.Holder;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.VfstabEntry;

/**
 * What the Solaris inside a guest knows. Every method asks anew, changes nothing, and throws {@link
 * NotLearnedException} rather than guess.
 */
public final class GuestOs {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** A star, as in {@code offline*}, means that it is on the way to another state (svcs(1)). */
  private static final Pattern STATE = Pattern.compile("[a-z_]+\\*?");

  private final Reading reading;

  public GuestOs(Host guest) {
    this.reading = new Reading(guest, LIMIT);
  }

  /** What is mounted, in the order of mounting; never empty. */
  public List<Mount> mounts() throws NotLearnedException, InterruptedException {
    return reading.read(new MnttabParser()::parse, "cat", "/etc/mnttab");
  }

  /** What is to be mounted, at boot or when asked for. */
  public List<VfstabEntry> vfstab() throws NotLearnedException, InterruptedException {
    return reading.read(new VfstabParser()::parse, "cat", "/etc/vfstab");
  }

  /**
   * The processes that use the file system mounted there; empty when there are none. One that ends
   * between being found and being named counts too, without its user and command.
   */
  public List<Holder> holders(String mountPoint) throws NotLearnedException, InterruptedException {
    List<Long> pids = reading.read(HolderParser::pids, "fuser", "-c", mountPoint);
    return pids.isEmpty() ? List.of() : named(pids);
  }

  private List<Holder> named(List<Long> pids) throws NotLearnedException, InterruptedException {
    List<String> argv =
        List.of(
            "ps",
            "-o",
            "pid,user,args",
            "-p",
            pids.stream().map(String::valueOf).collect(Collectors.joining(",")));
    Finished ps = reading.ended(argv);
    if (ps.exit() != 0 && ps.out().isBlank()) {
      return pids.stream().map(Holder::unnamed).toList(); // ps fails when all have ended
    }
    return Reading.understood(argv, ps.out(), output -> HolderParser.holders(pids, output));
  }

  /**
   * Whether the guest has booted up to its multi-user milestone, so that what vfstab mounts at boot
   * is mounted.
   */
  public boolean booted() throws NotLearnedException, InterruptedException {
    return reading.read(
        GuestOs::online, "svcs", "-H", "-o", "state", "svc:/milestone/multi-user:default");
  }

  private static boolean online(String output) {
    String state = output.strip();
    if (!STATE.matcher(state).matches()) {
      throw new IllegalArgumentException("not the state of a service");
    }
    return state.equals("online");
  }
}
