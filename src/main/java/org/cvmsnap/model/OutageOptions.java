package org.cvmsnap.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the operator says of how a guest is taken down and brought back, whatever for.
 *
 * @param address how ssh reaches the guest; empty for the domain's name
 * @param remount whether what is unmounted is mounted again
 * @param force whether a domain that does not stop when asked may be stopped all the same
 * @param freeze what is done about a cluster manager
 * @param fence whether VxVM is to let only one node at a time open the volumes meanwhile
 * @param noFileSystem whether the operator says that no file system has to be let go of where none
 *     is seen
 * @param unproven whether a snapshot is taken also where nobody can say that what is on it is clean
 * @param serviceDomain whether the guest may be one that serves others, which will be without it
 * @param noLock whether no record is made that tells other nodes of the run
 * @param mode whether it is stopped, or only its disks are taken from it
 * @param hooks the commands of the site's own, in the order in which they run before
 * @param leftAlone mount points in the guest that are nobody's concern, such as those of media
 */
public record OutageOptions(
    GuestName guest,
    Optional<String> address,
    boolean remount,
    boolean force,
    Timeouts timeouts,
    Freeze freeze,
    boolean fence,
    boolean noFileSystem,
    boolean unproven,
    boolean serviceDomain,
    boolean noLock,
    Mode mode,
    List<Hook> hooks,
    List<String> leftAlone) {
  public OutageOptions {
    hooks = List.copyOf(hooks);
    leftAlone = List.copyOf(leftAlone);
    if (hooks.stream().map(Hook::name).distinct().count() < hooks.size()) {
      throw new IllegalArgumentException("each hook once");
    }
    String reached = address.orElse(guest.value());
    if (SshAddress.of(reached).isEmpty()) {
      throw new IllegalArgumentException(
          "'%s' is no address that ssh can be given: say how it reaches the guest with --guest-ssh [USER@]ADDRESS"
              .formatted(reached));
    }
  }

  /** What holds where the operator says no more. */
  public static OutageOptions usual(GuestName guest, Optional<String> address) {
    return new OutageOptions(
        guest,
        address,
        true,
        false,
        Timeouts.USUAL,
        Freeze.TEMPORARY,
        false,
        false,
        false,
        false,
        false,
        Mode.STOP,
        List.of(),
        List.of());
  }

  /** These options, but VCS is asked nothing: the operator knows that it cannot start the guest. */
  public OutageOptions withoutVcs() {
    return changed(draft -> draft.freeze = Freeze.IGNORED);
  }

  /** These options, but other nodes are not told of the run: the operator keeps them away. */
  public OutageOptions withoutLock() {
    return changed(draft -> draft.noLock = true);
  }

  /** These options, but the guest has that long for its own steps. */
  public OutageOptions within(Timeouts others) {
    return changed(draft -> draft.timeouts = others);
  }

  /** These options, but the guest lets go of its volumes in that way. */
  public OutageOptions in(Mode other) {
    return changed(draft -> draft.mode = other);
  }

  /** These options, with commands of the site's own. */
  public OutageOptions with(List<Hook> others) {
    return changed(draft -> draft.hooks = others);
  }

  private OutageOptions changed(Consumer<Draft> change) {
    Draft draft = new Draft();
    change.accept(draft);
    return draft.options();
  }

  /** These options, of which some are being changed. */
  private final class Draft {
    private Timeouts timeouts = OutageOptions.this.timeouts;
    private Freeze freeze = OutageOptions.this.freeze;
    private boolean noLock = OutageOptions.this.noLock;
    private Mode mode = OutageOptions.this.mode;
    private List<Hook> hooks = OutageOptions.this.hooks;

    private OutageOptions options() {
      return new OutageOptions(
          guest,
          address,
          remount,
          force,
          timeouts,
          freeze,
          fence,
          noFileSystem,
          unproven,
          serviceDomain,
          noLock,
          mode,
          hooks,
          leftAlone);
    }
  }

  /** The operating system in the guest, as ssh reaches it. */
  public Machine os() {
    return Machine.guest(guest, address.orElse(guest.value()));
  }
}
