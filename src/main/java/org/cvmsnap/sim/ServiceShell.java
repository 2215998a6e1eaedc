package org.cvmsnap.sim;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/** {@code svcs}(1) and {@code svcadm}(8) of a guest. */
final class ServiceShell {
  private static final Set<String> MILESTONES =
      Set.of("milestone/multi-user", "milestone/multi-user-server");
  private static final Set<String> SERVICES =
      Set.of("network/ssh", "milestone/single-user", "ldoms/agents");

  /** What mounts at boot, and multi-user waits for. */
  private static final String FILE_SYSTEMS = "system/filesystem/local";

  private static final String ADMINISTRATION =
      "Usage: svcadm [enable [-st] | disable [-st] | clear] <service>";

  private final SimCluster cluster;

  ServiceShell(SimCluster cluster) {
    this.cluster = cluster;
  }

  /** svcs(1): only the state, which is what scripts ask for. */
  Reply svcs(Domain guest, List<String> words) {
    if (words.equals(List.of("-xv")) || words.equals(List.of("-x"))) {
      return Reply.SILENT;
    }
    boolean header = !words.contains("-H");
    int columns = words.indexOf("-o");
    List<String> names =
        words.stream()
            .filter(word -> !word.startsWith("-"))
            .filter(word -> columns < 0 || words.indexOf(word) != columns + 1)
            .toList();
    boolean known =
        words.stream()
            .filter(word -> word.startsWith("-"))
            .allMatch(word -> word.equals("-H") || word.equals("-o"));
    if (!known || columns < 0 || !words.get(columns + 1).equals("state") || names.isEmpty()) {
      return NodeShell.usage("Usage: svcs [-aHpv] [-o col[,col ... ]] [<service> ...]");
    }
    StringBuilder out = new StringBuilder(header ? "STATE\n" : "");
    for (String name : names) {
      Optional<String> state = state(guest, name);
      if (state.isEmpty()) {
        return noInstance("svcs", name);
      }
      out.append(state.get()).append('\n');
    }
    return Reply.out(out.toString());
  }

  /** What starts or stops an application takes its time, whether it waits or not. */
  Work svcadm(Domain guest, List<String> words) {
    Duration usual = cluster.span(Span.GUEST);
    Optional<GuestService> service =
        words.isEmpty() ? Optional.empty() : service(guest, words.get(words.size() - 1));
    Set<String> options = words.size() < 2 ? Set.of() : Set.copyOf(letters(words));
    boolean starts = !words.isEmpty() && words.get(0).equals("enable");
    boolean changes = starts || (!words.isEmpty() && words.get(0).equals("disable"));
    if (changes && words.size() > 1 && Set.of("s", "t").containsAll(options)) {
      return service.isEmpty()
          ? Work.refused(true, usual, noInstance("svcadm", words.get(words.size() - 1)))
          : Work.change(
              usual.plus(service.get().takes),
              () -> set(guest, service.get(), starts, options.contains("t")));
    }
    return words.size() == 2 && words.get(0).equals("clear")
        ? Work.change(usual, () -> clear(guest, words.get(1)))
        : Work.refused(true, usual, NodeShell.usage(ADMINISTRATION));
  }

  /** The letters of the options between the verb and the service; a word that is none, whole. */
  private static List<String> letters(List<String> words) {
    return words.subList(1, words.size() - 1).stream()
        .flatMap(
            word ->
                word.startsWith("-")
                    ? word.substring(1).chars().mapToObj(Character::toString)
                    : Stream.of(word))
        .toList();
  }

  private Reply set(Domain guest, GuestService service, boolean enabled, boolean untilBoot) {
    if (untilBoot) {
      service.untilBoot = Optional.of(enabled);
    } else {
      service.untilBoot = Optional.empty();
      service.enabled = enabled;
    }
    service.settle(guest);
    return enabled && service.state != GuestService.State.ONLINE
        ? Reply.error(
            3,
            "svcadm: Instance \"%s\" %s.\n"
                .formatted(
                    service.fmri,
                    service.state == GuestService.State.MAINTENANCE
                        ? "is in maintenance state"
                        : "has unsatisfied dependencies"))
        : Reply.SILENT;
  }

  /** What has failed is tried again. */
  private Reply clear(Domain guest, String name) {
    Optional<String> state = state(guest, name);
    if (state.isEmpty()) {
      return noInstance("svcadm", name);
    }
    if (!state.get().equals("maintenance")) {
      return Reply.error(
          1,
          "svcadm: Instance \"svc:/%s:default\" is not in a maintenance or degraded state.\n"
              .formatted(plain(name)));
    }
    Optional<GuestService> service = service(guest, name);
    if (service.isPresent()) {
      service.get().state = GuestService.State.OFFLINE;
      service.get().settle(guest);
    } else {
      cluster.power().startFileSystems(guest);
    }
    return Reply.SILENT;
  }

  private static Optional<GuestService> service(Domain guest, String name) {
    return guest.services.stream().filter(one -> one.named(name)).findFirst();
  }

  private static String plain(String name) {
    return name.replaceFirst("^svc:/", "").replaceFirst(":default$", "");
  }

  private static Reply noInstance(String program, String name) {
    return Reply.error(1, program + ": Pattern '" + name + "' doesn't match any instances\n");
  }

  /** What a service is; empty for one that there is not. */
  private static Optional<String> state(Domain guest, String name) {
    String service = plain(name);
    if (MILESTONES.contains(service)) {
      return Optional.of(guest.os.multiUser ? "online" : "offline");
    }
    if (service.equals(FILE_SYSTEMS)) {
      return Optional.of(guest.os.fileSystems ? "online" : "maintenance");
    }
    if (service.equals("platform/sun4v/drd")) {
      return Optional.of(CommandWords.of(guest.drd))
          .filter(state -> guest.drd != Domain.Drd.ABSENT);
    }
    return SERVICES.contains(service)
        ? Optional.of("online")
        : service(guest, name).map(one -> CommandWords.of(one.state));
  }
}
