package org.cvmsnap.host;

import java.util.List;
import java.util.Map;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;

/**
 * Real machines in real time: the control domain is this machine or one at the other end of an ssh,
 * all others are reached over ssh from here.
 */
public final class RealHosts implements Hosts {
  private final Time time = new RealTime();
  private final SshSettings settings;
  private final Host local;
  private final Host controlDomain;

  private RealHosts(Map<String, String> environment, SshSettings settings) {
    this.settings = settings;
    this.local = new LocalHost(environment);
    this.controlDomain = local;
  }

  private RealHosts(Map<String, String> environment, SshSettings settings, Machine remote) {
    this.settings = settings;
    this.local = new LocalHost(environment);
    this.controlDomain = ssh(remote);
  }

  /**
   * cvmsnap runs in the control domain.
   *
   * @param environment what local commands, ssh among them, inherit
   */
  public static RealHosts local(Map<String, String> environment, SshSettings settings) {
    return new RealHosts(environment, settings);
  }

  /** cvmsnap runs on an admin host and works in {@code controlDomain}, at its address. */
  public static RealHosts through(
      Map<String, String> environment, SshSettings settings, Machine controlDomain) {
    return new RealHosts(environment, settings, controlDomain);
  }

  private Host ssh(Machine machine) {
    return new SshHost(local, machine, settings);
  }

  @Override
  public Host controlDomain() {
    return controlDomain;
  }

  @Override
  public Host on(Machine machine) {
    return machine.kind() == Machine.Kind.CONTROL_DOMAIN ? controlDomain : ssh(machine);
  }

  @Override
  public Time time() {
    return time;
  }

  @Override
  public <T> List<T> ask(List<? extends Question<T>> questions)
      throws NotLearnedException, InterruptedException {
    return Simultaneous.ask(questions);
  }
}
