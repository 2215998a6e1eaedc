package org.cvmsnap.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.model.Machine;

/**
 * A machine that is reached through the system's {@code ssh}, with the operator's keys and settings
 * and never with a question.
 *
 * <p>At its time limit the local ssh is killed; what it started on the other side may go on.
 */
public final class SshHost implements Host {
  private final Host local;
  private final String address;
  private final SshSettings settings;

  /**
   * @param local where ssh itself runs
   */
  public SshHost(Host local, Machine machine, SshSettings settings) {
    this.local = local;
    this.address = machine.address();
    this.settings = settings;
  }

  @Override
  public CommandResult run(Command command) throws InterruptedException {
    Optional<List<String>> argv = SshCommandLine.of(settings, address, command);
    if (argv.isEmpty()) {
      return new NotStarted("not an address that ssh can be given: " + address);
    }
    Duration limit = command.limit();
    CommandResult result = local.run(new Command(argv.get(), limit, command.effect()));
    return result instanceof Finished finished ? SshVerdict.of(finished, address, command) : result;
  }
}
