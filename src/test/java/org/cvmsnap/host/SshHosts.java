package org.cvmsnap.host;

import org.cvmsnap.model.Machine;

/** All machines over the ssh of one, asked one after the other; the time is somebody else's. */
public final class SshHosts implements Hosts {
  private final SshClient client;
  private final Time time;
  private final String controlDomain;

  /**
   * @param local where ssh itself runs
   * @param controlDomain its address
   */
  public SshHosts(Host local, Time time, String controlDomain) {
    this.client = new SshClient(local, SshSettings.standard());
    this.time = time;
    this.controlDomain = controlDomain;
  }

  @Override
  public Host controlDomain() {
    return client.at(controlDomain);
  }

  @Override
  public Host on(Machine machine) {
    return machine.kind() == Machine.Kind.CONTROL_DOMAIN
        ? controlDomain()
        : client.at(machine.address());
  }

  @Override
  public Time time() {
    return time;
  }
}
