package org.cvmsnap.host;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.cvmsnap.error.NotLearnedException;

/** Hosts that stand before others, with their time and their way to ask several machines. */
public abstract class ForwardingHosts implements Hosts {
  /** Those that it stands before. */
  protected final Hosts hosts;

  protected ForwardingHosts(Hosts hosts) {
    this.hosts = hosts;
  }

  @Override
  public Time time() {
    return hosts.time();
  }

  @Override
  public final boolean recorded() {
    return hosts.recorded();
  }

  @Override
  public <T> List<T> ask(List<? extends Question<T>> questions)
      throws NotLearnedException, InterruptedException {
    return hosts.ask(questions);
  }

  @Override
  public final void each(List<Consumer<Hosts>> things) {
    List<Consumer<Hosts>> over = new ArrayList<>();
    things.forEach(thing -> over.add(own -> thing.accept(over(own))));
    hosts.each(over);
  }

  /** Such hosts before others. */
  protected abstract Hosts over(Hosts others);
}
