package org.cvmsnap.site;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.ForwardingHosts;
import org.cvmsnap.host.ForwardingTime;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.host.Time;
import org.cvmsnap.model.Machine;

/**
 * Machines of which one step's last look serves as the next one's first, which saves a guest that
 * is down the time of a command. What a machine has said is good for a second, if nothing was
 * changed meanwhile; after an act, or a wait, everything is asked anew. What was asked at the same
 * time is one look: that second begins when all of it is answered.
 */
final class FreshHosts extends ForwardingHosts {
  /** Shorter than any pause between two looks at the same. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** How old an answer may be that waits for what was asked at the same time. */
  private static final Duration TOGETHER = Duration.ofSeconds(5);

  private final Map<Asked, Answer> answers = new ConcurrentHashMap<>();

  /** What is being asked: who wants to know the same meanwhile waits for the one answer. */
  private final Map<Asked, Object> asking = new ConcurrentHashMap<>();

  private record Asked(Machine machine, List<String> argv) {}

  /**
   * What a machine has said.
   *
   * @param at when it said that
   * @param since when that could first be used
   */
  private record Answer(CommandResult said, Duration at, Duration since) {
    Answer usedFrom(Duration moment) {
      return moment.minus(at).compareTo(TOGETHER) > 0 ? this : new Answer(said, at, moment);
    }
  }

  FreshHosts(Hosts hosts) {
    super(hosts);
  }

  @Override
  public Host controlDomain() {
    return command ->
        command.mutates()
            ? changed(hosts.controlDomain(), command)
            : hosts.controlDomain().run(command);
  }

  @Override
  public Host on(Machine machine) {
    return fresh(machine, hosts.on(machine));
  }

  @Override
  protected Hosts over(Hosts others) {
    return new FreshHosts(others);
  }

  private Host fresh(Machine machine, Host host) {
    return command -> command.mutates() ? changed(host, command) : read(machine, host, command);
  }

  private CommandResult changed(Host host, Command command) throws InterruptedException {
    answers.clear();
    try {
      return host.run(command);
    } finally {
      answers.clear();
    }
  }

  private CommandResult read(Machine machine, Host host, Command command)
      throws InterruptedException {
    Asked asked = new Asked(machine, command.argv());
    synchronized (asking.computeIfAbsent(asked, key -> new Object())) {
      Answer last = answers.get(asked);
      if (last != null && time().elapsed().minus(last.since()).compareTo(FRESH) < 0) {
        return last.said();
      }
      CommandResult said = host.run(command);
      Duration now = time().elapsed();
      answers.put(asked, new Answer(said, now, now));
      return said;
    }
  }

  @Override
  public <T> List<T> ask(List<? extends Question<T>> questions)
      throws NotLearnedException, InterruptedException {
    Duration begun = time().elapsed();
    try {
      return super.ask(questions);
    } finally {
      Duration now = time().elapsed();
      answers.replaceAll(
          (asked, answer) -> answer.at().compareTo(begun) < 0 ? answer : answer.usedFrom(now));
    }
  }

  /** Time of which a wait makes every answer an old one. */
  @Override
  public Time time() {
    return new ForwardingTime(super.time()) {
      @Override
      public void sleep(Duration duration) throws InterruptedException {
        super.sleep(duration);
        answers.clear();
      }
    };
  }
}
