package org.cvmsnap;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.cvmsnap.cli.Globals;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.host.RealHosts;
import org.cvmsnap.host.RecordedHosts;
import org.cvmsnap.host.Recorder;
import org.cvmsnap.host.ReplayHosts;
import org.cvmsnap.host.SshSettings;
import org.cvmsnap.host.WrappedHosts;
import org.jspecify.annotations.Nullable;

/** Makes the hosts that commands run on, once each, and closes what they have open. */
final class HostFactory implements AutoCloseable {
  private final Globals globals;
  private final ProcessContext process;
  private final SimPlace sim;
  private final Display display;
  private final Supplier<HostUri> uri;
  private final Supplier<String> controlDomain;
  private final List<Runnable> endings = new ArrayList<>();
  private @Nullable Hosts hosts;
  private @Nullable Host here;
  private @Nullable Recorder recorder;

  /**
   * @param uri where commands run
   * @param controlDomain what people call the machine that is worked on
   */
  HostFactory(
      Globals globals,
      ProcessContext process,
      SimPlace sim,
      Display display,
      Supplier<HostUri> uri,
      Supplier<String> controlDomain) {
    this.globals = globals;
    this.process = process;
    this.sim = sim;
    this.display = display;
    this.uri = uri;
    this.controlDomain = controlDomain;
  }

  /** The hosts that are worked on: what they are asked is in the log, and shown. */
  Hosts hosts() {
    if (hosts == null) {
      hosts = display.shown(WrappedHosts.logged(recorded(hosts(uri.get()))));
    }
    return hosts;
  }

  /** The same hosts, recorded where that is asked for. */
  private Hosts recorded(Hosts bare) {
    Path file = globals.record();
    if (file == null) {
      return bare;
    }
    if (recorder == null) {
      recorder = Recorder.create(file, display::warn);
      endings.add(recorder::close);
    }
    return new RecordedHosts(bare, controlDomain.get(), recorder::add);
  }

  /** Whether a recording that was asked for is not whole. */
  boolean recordingIncomplete() {
    return recorder != null && recorder.incomplete();
  }

  private Hosts hosts(HostUri where) {
    if (where instanceof HostUri.Sim) {
      return sim.hosts();
    }
    if (where instanceof HostUri.Local) {
      return local();
    }
    if (where instanceof HostUri.Ssh ssh) {
      return closed(
          RealHosts.through(
              process.environment(), SshSettings.standard(), process.time(), ssh.controlDomain()));
    }
    if (where instanceof HostUri.Replay replay) {
      return ReplayHosts.read(replay.transcript(), process.time());
    }
    throw new AssertionError(where);
  }

  /** The machine that this process runs on, whatever it works on. */
  Host here() {
    if (here == null) {
      here = local().controlDomain();
    }
    return here;
  }

  private Hosts local() {
    return closed(RealHosts.local(process.environment(), SshSettings.standard(), process.time()));
  }

  private Hosts closed(RealHosts real) {
    endings.add(real::close);
    return real;
  }

  @Override
  public void close() {
    endings.forEach(Runnable::run);
    endings.clear();
  }
}
