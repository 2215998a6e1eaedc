package org.cvmsnap.host;

import java.util.List;
import org.cvmsnap.error.NotLearnedException;

/** Hosts that stand before others, with their time and their way to ask several machines. */
public abstract class ForwardingHosts implements Hosts {
  /** Those that it stands before. */
  protected final Hosts hosts;

  protected ForwardingHosts(Hosts hosts) {
    this.hosts = hosts;
  }

  @Override
  public final Time time() {
    return hosts.time();
  }

  @Override
  public final <T> List<T> ask(List<? extends Question<T>> questions)
      throws NotLearnedException, InterruptedException {
    return hosts.ask(questions);
  }
}
