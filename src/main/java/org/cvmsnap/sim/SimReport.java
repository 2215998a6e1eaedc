package org.cvmsnap.sim;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The truth and the log of a simulated cluster, as text for people and as JSON. */
final class SimReport {
  private static final JSON FORM =
      JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES, JSON.Feature.PRETTY_PRINT_OUTPUT);

  private SimReport() {}

  static String json(Object value) {
    try {
      return FORM.asString(value) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String json(List<LogEntry> log) {
    return json((Object) log.stream().map(LogEntry::toMap).toList());
  }

  static String json(SimTruth truth) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("time", truth.time().toString());
    map.put(
        "nodes",
        truth.nodes().stream()
            .map(node -> object("name", node.name(), "cluster", node.cluster()))
            .toList());
    map.put("guests", truth.guests().stream().map(SimReport::guest).toList());
    map.put(
        "volumes",
        truth.volumes().stream()
            .map(
                volume ->
                    object(
                        "group", volume.group(),
                        "name", volume.name(),
                        "openBy", volume.openBy(),
                        "corrupt", volume.corrupt()))
            .toList());
    map.put(
        "snapshots",
        truth.snapshots().stream()
            .map(
                one ->
                    object(
                        "group", one.group(),
                        "name", one.name(),
                        "source", one.source(),
                        "content", one.content(),
                        "taken", one.taken().toString(),
                        "fileSystems", fileSystems(one)))
            .toList());
    map.put(
        "groups",
        truth.groups().stream()
            .map(
                group ->
                    object("name", group.name(), "state", group.state(), "frozen", group.frozen()))
            .toList());
    return json((Object) map);
  }

  private static List<Map<String, Object>> fileSystems(SimTruth.Snapshot one) {
    return one.fileSystems().entrySet().stream()
        .map(
            each ->
                object(
                    "at", each.getKey(),
                    "type", each.getValue().type(),
                    "state", each.getValue().text()))
        .toList();
  }

  private static Map<String, Object> guest(SimTruth.Guest guest) {
    return object(
        "ldom", guest.ldom(),
        "node", guest.node(),
        "state", guest.state(),
        "os", guest.os(),
        "boots", guest.boots(),
        "disks",
            guest.disks().stream()
                .map(
                    disk ->
                        object(
                            "name", disk.name(),
                            "id", disk.id(),
                            "volume", disk.volume(),
                            "timeout", disk.timeout()))
                .toList(),
        "mounts",
            guest.mounts().stream()
                .map(
                    mount ->
                        object(
                            "device", mount.device(),
                            "mountPoint", mount.mountPoint(),
                            "options", mount.options()))
                .toList(),
        "services",
            guest.services().entrySet().stream()
                .map(one -> object("fmri", one.getKey(), "state", one.getValue()))
                .toList());
  }

  private static Map<String, Object> object(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  static String text(SimTruth truth) {
    StringBuilder out = new StringBuilder();
    out.append("It is ").append(truth.time()).append(" in the simulated cluster.\n\nNodes\n");
    truth.nodes().forEach(node -> line(out, "%-10s %s".formatted(node.name(), node.cluster())));
    out.append("\nGuests\n");
    truth.guests().forEach(guest -> lines(out, guest));
    out.append("\nVolumes\n");
    for (SimTruth.Volume volume : truth.volumes()) {
      String name = volume.group() + "/" + volume.name();
      String open =
          volume.openBy().isEmpty() ? "closed" : "open by " + String.join(", ", volume.openBy());
      line(out, "%-24s %s%s".formatted(name, open, volume.corrupt() ? "  CORRUPT" : ""));
    }
    out.append("\nSnapshots\n");
    if (truth.snapshots().isEmpty()) {
      line(out, "none");
    }
    for (SimTruth.Snapshot one : truth.snapshots()) {
      String name = one.group() + "/" + one.name();
      line(
          out,
          "%-24s of %-14s %-16s taken %s"
              .formatted(name, one.source(), one.content(), one.taken()));
      one.fileSystems()
          .forEach(
              (at, state) ->
                  line(
                      out,
                      "    %-18s %-10s %s"
                          .formatted(at.isEmpty() ? "all of it" : at, state.type(), state.text())));
    }
    if (!truth.groups().isEmpty()) {
      out.append("\nService groups\n");
      for (SimTruth.Group one : truth.groups()) {
        line(out, "%-14s %-10s frozen %s".formatted(one.name(), one.state(), one.frozen()));
      }
    }
    return out.toString();
  }

  private static void lines(StringBuilder out, SimTruth.Guest guest) {
    line(
        out,
        "%-10s on %-8s %-9s os %-8s boots %d"
            .formatted(guest.ldom(), guest.node(), guest.state(), guest.os(), guest.boots()));
    for (SimTruth.Disk one : guest.disks()) {
      String timeout = one.timeout().isEmpty() ? "" : "  timeout " + one.timeout();
      line(
          out,
          "    disk@%-13d is %-10s %s%s".formatted(one.id(), one.name(), one.volume(), timeout));
    }
    for (SimTruth.Mounted one : guest.mounts()) {
      line(out, "    %-18s on %-10s %s".formatted(one.device(), one.mountPoint(), one.options()));
    }
    guest.services().forEach((fmri, state) -> line(out, "    %-18s %s".formatted(fmri, state)));
  }

  private static void line(StringBuilder out, String text) {
    out.append("  ").append(text.stripTrailing()).append('\n');
  }

  static String text(List<LogEntry> log) {
    return log.stream().map(SimReport::text).collect(Collectors.joining());
  }

  private static String text(LogEntry entry) {
    OptionalInt exit = entry.exit();
    return "%s  %-8s %6.1f s  %s %4s  %s\n"
        .formatted(
            entry.time(),
            entry.host(),
            entry.took().toMillis() / 1000.0,
            entry.mutates() ? "*" : " ",
            exit.isPresent() ? String.valueOf(exit.getAsInt()) : "none",
            String.join(" ", entry.argv()));
  }

  static String faults(List<Fault.Progress> faults) {
    StringBuilder out = new StringBuilder();
    for (Fault.Progress one : faults) {
      Fault fault = one.fault();
      String times = fault.times() == 0 ? "for ever" : fault.times() + " times";
      String host = fault.host().isEmpty() ? "" : " on " + fault.host();
      out.append(
          "%-12s '%s'%s, from match %d, %s: matched %d, fired %d\n"
              .formatted(
                  fault.effect().word(),
                  fault.on(),
                  host,
                  fault.nth(),
                  times,
                  one.seen(),
                  one.fired()));
    }
    return out.isEmpty() ? "no faults\n" : out.toString();
  }
}
