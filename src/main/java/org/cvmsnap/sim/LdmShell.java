package org.cvmsnap.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.cvmsnap.sim.Domain.State;
import org.cvmsnap.sim.Domain.Transition;
import org.cvmsnap.sim.OperatingSystem.Stage;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;
import org.jspecify.annotations.Nullable;

/**
 * {@code ldm}(1M): what changes domains. It exits 0 or 1; success of start and stop prints a line,
 * of bind and unbind nothing.
 */
final class LdmShell {
  private final SimCluster cluster;
  private final LdmListing listing;
  private final LdmConfig config;
  private final LdmDomains domains;
  private final LdmDisks disks;

  LdmShell(SimCluster cluster) {
    this.cluster = cluster;
    this.listing = new LdmListing(cluster);
    this.config = new LdmConfig(cluster);
    this.domains = new LdmDomains(cluster);
    this.disks = new LdmDisks(cluster);
  }

  Work work(SimNode node, List<String> words) {
    if (words.isEmpty()) {
      return read(() -> usage("ldm COMMAND [OPTION...]"));
    }
    List<String> rest = words.subList(1, words.size());
    return switch (words.get(0)) {
      case "stop", "stop-dom", "stop-domain" -> stop(node, rest);
      case "start", "start-dom", "start-domain" ->
          one(node, rest, Span.START, this::starting, this::started);
      case "bind", "bind-dom", "bind-domain" ->
          one(node, rest, Span.BIND, this::binding, this::bound);
      case "unbind", "unbind-dom", "unbind-domain" ->
          one(node, rest, Span.UNBIND, this::unbinding, this::unbound);
      default -> {
        Optional<Supplier<Reply>> list = listing.answer(node, words.get(0), rest);
        yield list.isPresent() ? read(list.get()) : configure(node, words.get(0), rest);
      }
    };
  }

  private Work configure(SimNode node, String verb, List<String> rest) {
    return config
        .effect(node, verb, rest)
        .or(() -> domains.effect(node, verb, rest))
        .map(effect -> Work.change(cluster.span(Span.CONFIGURE), effect))
        .or(() -> disks.work(node, verb, rest))
        .map(work -> new Work(true, work.start(), work.takes(), guarded(node, "", work.end())))
        .orElseGet(() -> read(() -> Reply.error(1, "Unknown command " + verb + "; use --help\n")));
  }

  private Work read(Supplier<Reply> answer) {
    return Work.read(cluster.span(Span.LIST), answer);
  }

  static Reply usage(String synopsis) {
    return Reply.error(2, "Usage:\n\t" + synopsis + "\n");
  }

  static Reply notFound(String domain) {
    return failed("LDom " + domain + " not found");
  }

  static Reply failed(String why) {
    return Reply.error(1, why + "\n");
  }

  /** While primary waits for its reboot, no other domain can be changed. */
  private static Supplier<Reply> guarded(SimNode node, String domain, Supplier<Reply> effect) {
    return () ->
        node.primary().delayed && !domain.equals(node.primary().name)
            ? failed(
                "LDom primary is in the process of a delayed reconfiguration.\n"
                    + "Changes to other LDoms are disabled until it reboots.")
            : effect.get();
  }

  /** Why a request is refused; {@code null} when it is accepted, with its beginning done. */
  private interface Beginning {
    @Nullable String begin(SimNode node, Domain domain);
  }

  private interface Ending {
    Reply end(SimNode node, Domain domain);
  }

  /** A request on one domain that shows as a transition while it is under way. */
  private Work one(
      SimNode node, List<String> words, Span span, Beginning beginning, Ending ending) {
    if (words.size() != 1 || words.get(0).startsWith("-")) {
      return Work.refused(
          true,
          cluster.span(Span.LIST),
          usage("ldm " + span.name().toLowerCase(Locale.ROOT) + "-domain LDOM"));
    }
    String name = words.get(0);
    List<String> refusal = new ArrayList<>();
    return new Work(
        true,
        () -> {
          Optional<Domain> domain = node.domain(name);
          if (domain.isPresent() && !delayed(node, name)) {
            String why = beginning.begin(node, domain.get());
            if (why != null) {
              refusal.add(why);
            }
          }
        },
        cluster.span(span),
        guarded(
            node,
            name,
            () -> {
              Optional<Domain> domain = node.domain(name);
              if (domain.isEmpty()) {
                return notFound(name);
              }
              return refusal.isEmpty() ? ending.end(node, domain.get()) : failed(refusal.get(0));
            }));
  }

  private static boolean delayed(SimNode node, String domain) {
    return node.primary().delayed && !domain.equals(node.primary().name);
  }

  private @Nullable String binding(SimNode node, Domain domain) {
    if (domain.transition != Transition.NONE) {
      return "LDom " + domain.name + " is busy";
    }
    if (domain.state != State.INACTIVE) {
      return "LDom " + domain.name + " is already bound";
    }
    String missing = missing(node, domain);
    if (missing == null) {
      domain.transition = Transition.BINDING;
    }
    return missing;
  }

  private static @Nullable String missing(SimNode node, Domain domain) {
    for (Vdisk disk : domain.disks) {
      if (node.export(disk.volume()).isEmpty()) {
        return "Virtual disk volume "
            + disk.volume()
            + " of vdisk "
            + disk.name()
            + " does not exist\nUnable to bind LDom "
            + domain.name;
      }
    }
    if (domain.cpus == 0 || domain.megabytes == 0) {
      return "LDom " + domain.name + " has no VCPUs or no memory: it cannot be bound";
    }
    int cpus = node.domains.stream().filter(Domain::open).mapToInt(one -> one.cpus).sum();
    long memory = node.domains.stream().filter(Domain::open).mapToLong(one -> one.megabytes).sum();
    if (cpus + domain.cpus > node.cpus) {
      return "Not enough free CPUs (" + (node.cpus - cpus) + ") to bind LDom " + domain.name;
    }
    if (memory + domain.megabytes > node.megabytes) {
      return "Not enough free memory (" + (node.megabytes - memory) + "M) to bind " + domain.name;
    }
    return null;
  }

  private Reply bound(SimNode node, Domain domain) {
    if (domain.transition == Transition.BINDING) {
      domain.transition = Transition.NONE;
      for (Vdisk disk : domain.disks) {
        if (cluster.fileSystems().shut(node, disk)) {
          return failed(LdmDisks.shut(disk) + "\nUnable to bind LDom " + domain.name);
        }
      }
      domain.number();
      domain.disks.replaceAll(Vdisk::rebound);
      domain.endPointsUsed = 0;
      domain.state = State.BOUND;
    }
    return Reply.SILENT;
  }

  /** Not before those that it serves (Administration Guide); the words are not known. */
  private @Nullable String unbinding(SimNode node, Domain domain) {
    for (Domain other : node.domains) {
      boolean served = other.disks.stream().anyMatch(disk -> disk.server().equals(domain.name));
      if (served && other.open() && other != domain) {
        return "LDom " + domain.name + " serves " + other.name + ", which is bound";
      }
    }
    return leavingBound(
        domain, Transition.UNBINDING, "is active and cannot be unbound; stop it first");
  }

  private @Nullable String starting(SimNode node, Domain domain) {
    return leavingBound(domain, Transition.STARTING, "is already active");
  }

  /** Begins the transition of a domain that is bound, or says why it cannot. */
  private static @Nullable String leavingBound(
      Domain domain, Transition transition, String whenActive) {
    if (domain.transition != Transition.NONE) {
      return "LDom " + domain.name + " is busy";
    }
    if (domain.state == State.ACTIVE) {
      return "LDom " + domain.name + " " + whenActive;
    }
    if (domain.state != State.BOUND) {
      return "LDom " + domain.name + " is " + CommandWords.of(domain.state) + ", and not bound";
    }
    domain.transition = transition;
    return null;
  }

  private Reply unbound(SimNode node, Domain domain) {
    if (domain.transition == Transition.UNBINDING) {
      domain.transition = Transition.NONE;
      domain.state = State.INACTIVE;
      cluster.fileSystems().linger(domain, domain.disks, domain.deviations.closesAfterUnbind());
    }
    return Reply.SILENT;
  }

  private Reply started(SimNode node, Domain domain) {
    if (domain.transition == Transition.STARTING) {
      domain.transition = Transition.NONE;
      cluster.power().boot(domain);
    }
    return Reply.out("LDom " + domain.name + " started\n");
  }

  /** Of several domains each is stopped at the same time as the others. */
  private Work stop(SimNode node, List<String> words) {
    List<String> names = words.stream().filter(word -> !word.startsWith("-")).toList();
    List<String> options =
        words.stream().filter(word -> word.startsWith("-") && !word.equals("-a")).toList();
    boolean all = words.contains("-a");
    if (all != names.isEmpty()
        || !Set.of("-f", "-q", "-h", "-r").containsAll(options)
        || options.size() > 1) {
      return Work.refused(
          true,
          cluster.span(Span.LIST),
          usage("ldm stop-domain [-f | -q | -h | -r] (-a | LDOM...)"));
    }
    List<String> meant = all ? running(node) : names;
    List<Work> works = meant.stream().map(name -> stop(node, name, options)).toList();
    return works.size() == 1 ? works.get(0) : together(works);
  }

  private static List<String> running(SimNode node) {
    return node.domains.stream()
        .filter(domain -> !domain.control && domain.state == State.ACTIVE)
        .map(domain -> domain.name)
        .toList();
  }

  private Work together(List<Work> works) {
    return new Work(
        true,
        () -> works.forEach(work -> work.start().run()),
        works.stream().map(Work::takes).max(Duration::compareTo).orElse(cluster.span(Span.LIST)),
        () -> {
          List<Reply> replies = works.stream().map(Work::finish).toList();
          return new Reply(
              replies.stream().mapToInt(Reply::exit).max().orElse(0),
              String.join("", replies.stream().map(Reply::out).toList()),
              String.join("", replies.stream().map(Reply::err).toList()));
        });
  }

  private Work stop(SimNode node, String name, List<String> options) {
    Optional<Domain> found = node.domain(name);
    if (found.isEmpty()) {
      return Work.refused(true, cluster.span(Span.LIST), notFound(name));
    }
    Domain domain = found.get();
    if (domain.control) {
      return Work.refused(
          true, cluster.span(Span.LIST), failed("LDom " + name + " cannot be stopped"));
    }
    if (domain.state != State.ACTIVE) {
      return Work.refused(true, cluster.span(Span.LIST), failed("LDom " + name + " is not active"));
    }
    return options.contains("-f") ? forced(domain) : graceful(domain, options.contains("-r"));
  }

  private Work forced(Domain domain) {
    long life = domain.os.life;
    return Work.change(
        cluster.span(Span.FORCED_STOP),
        () -> {
          if (domain.state == State.ACTIVE && domain.os.life == life) {
            domain.os.orderly = false;
            cluster.power().down(domain);
          }
          return Reply.out("LDom " + domain.name + " stopped\n");
        });
  }

  /**
   * The guest is asked to shut down.
   *
   * @param reboot whether it is to boot again then
   */
  private Work graceful(Domain domain, boolean reboot) {
    Duration timeout = cluster.span(Span.STOP_TIMEOUT);
    Duration needs = timeout.plusSeconds(1);
    if (domain.os.stage == Stage.HALTING) {
      needs = Duration.between(cluster.now(), domain.os.downAt);
    } else if (domain.answers()) {
      needs = cluster.span(domain, Span.STOP);
    }
    long life = domain.os.life;
    return new Work(
        true,
        () -> {
          domain.os.stopAsked = true;
          if (domain.answers()) {
            domain.os.runLevel = reboot ? "6" : domain.os.runLevel;
            cluster.power().halt(domain, reboot);
          }
        },
        needs.compareTo(timeout) < 0 ? needs : timeout,
        () -> {
          if (domain.os.life != life) {
            return Reply.out("LDom " + domain.name + " stopped\n");
          }
          domain.os.stopAsked = domain.os.stage == Stage.HALTING;
          return failed("LDom " + domain.name + " stop notification failed");
        });
  }
}
