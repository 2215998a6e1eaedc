package org.cvmsnap.vcs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.Reading;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.MountResource;
import org.cvmsnap.model.ServiceGroup;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.vcs.VcsParsers.Row;

/**
 * What the engine of Veritas Cluster Server (HAD) knows, asked on one node. Every method asks anew,
 * changes nothing, and throws {@link NotLearnedException} rather than guess.
 */
public final class Vcs {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String DISPLAY = "-display";
  private static final String ATTRIBUTE = "-attribute";
  private static final String STATE = "State";

  private final Reading reading;

  public Vcs(Host controlDomain) {
    this.reading = new Reading(controlDomain, LIMIT);
  }

  /**
   * Whether there is a cluster manager at all; where its commands are not there, there is none.
   *
   * @throws NotLearnedException when it is installed, and no system's engine runs or answers
   */
  public boolean present() throws NotLearnedException, InterruptedException {
    Optional<Map<String, String>> systems =
        reading.readIfThere(VcsParsers::systemStates, "hastatus", "-sum");
    if (systems.filter(states -> !states.containsValue("RUNNING")).isPresent()) {
      throw new NotLearnedException("the engine of VCS runs on no system: " + systems.get());
    }
    return systems.isPresent();
  }

  /** The groups that hold a resource for the guest; none only after a listing that says so. */
  public List<ServiceGroup> owners(GuestName guest)
      throws NotLearnedException, InterruptedException {
    List<String> resources = resources("LDom");
    List<Row> rows = resources.isEmpty() ? List.of() : display(resources, "LDomName", "Group");
    List<ServiceGroup> owners = new ArrayList<>();
    for (String resource : resources) {
      List<String> names = values(rows, resource, "LDomName");
      if (names.isEmpty() || names.stream().allMatch(String::isEmpty)) {
        throw new NotLearnedException("which domain resource " + resource + " is for is not said");
      }
      if (names.contains(guest.value())) {
        List<String> groups = values(rows, resource, "Group");
        if (groups.size() != 1) {
          throw new NotLearnedException("the group of resource " + resource + " is not said");
        }
        owners.add(group(groups.get(0), resource));
      }
    }
    return List.copyOf(owners);
  }

  /** What VCS mounts in control domains; the device may differ between systems. */
  public List<MountResource> mounts() throws NotLearnedException, InterruptedException {
    List<String> resources = resources("CFSMount", "Mount");
    List<Row> rows = resources.isEmpty() ? List.of() : display(resources, "BlockDevice");
    List<MountResource> mounts = new ArrayList<>();
    for (String resource : resources) {
      List<String> devices = values(rows, resource, "BlockDevice");
      if (devices.isEmpty()) {
        throw new NotLearnedException("what resource " + resource + " mounts is not said");
      }
      devices.stream()
          .flatMap(device -> VolumeId.ofDevice(device).stream())
          .forEach(volume -> mounts.add(new MountResource(resource, volume)));
    }
    return List.copyOf(mounts);
  }

  /**
   * The resources of some types. No manual says what {@code hares -list} prints where there are
   * none, or for a type that the cluster does not know. So "none" counts only where the list of
   * types lacks the type, or {@code hatype -resources} says it too.
   */
  private List<String> resources(String... types) throws NotLearnedException, InterruptedException {
    List<String> resources = new ArrayList<>();
    List<String> known = List.of();
    for (String type : types) {
      List<String> found = listed(type);
      if (found.isEmpty()) {
        known = known.isEmpty() ? reading.read(VcsParsers::types, "hatype", "-list") : known;
        found =
            known.contains(type)
                ? reading.read(VcsParsers::resources, "hatype", "-resources", type)
                : List.of();
      }
      resources.addAll(found);
    }
    return List.copyOf(resources);
  }

  private List<String> listed(String type) throws NotLearnedException, InterruptedException {
    List<String> argv = List.of("hares", "-list", "Type=" + type, "-localclus");
    Finished ended = reading.ended(argv);
    return ended.exit() == 0
        ? Reading.understood(argv, ended.out(), VcsParsers::resourcesOfSystems)
        : List.of();
  }

  private List<Row> display(List<String> resources, String... attributes)
      throws NotLearnedException, InterruptedException {
    List<String> argv = new ArrayList<>(List.of("hares", DISPLAY));
    argv.addAll(resources);
    for (String attribute : attributes) {
      argv.add(ATTRIBUTE);
      argv.add(attribute);
    }
    return table(argv);
  }

  /**
   * The number in LLT of each system, by which CVM knows it as well (system attribute LLTNodeId).
   */
  public Map<String, Integer> nodeIds() throws NotLearnedException, InterruptedException {
    return reading.read(VcsParsers::nodeIds, "hasys", DISPLAY, ATTRIBUTE, "LLTNodeId");
  }

  /** The numbers of the nodes in jeopardy; none where there is no GAB to ask. */
  public List<String> links() throws NotLearnedException, InterruptedException {
    return reading.readIfThere(VcsParsers::inJeopardy, "gabconfig", "-a").orElse(List.of());
  }

  /** How disks are fenced, such as {@code SCSI3} or {@code DISABLED}; empty where nothing is. */
  public Optional<String> fencing() throws NotLearnedException, InterruptedException {
    return reading.readIfThere(VcsParsers::fencingMode, "vxfenadm", "-d");
  }

  /**
   * Whether the agent takes a domain whose CPUs are all busy for one that is offline, at the first
   * look (article 100018572).
   */
  public boolean watchesCpus(String resource) throws NotLearnedException, InterruptedException {
    return value("hares", resource, "MonitorCPU").equals("1")
        && value("hatype", "LDom", "ToleranceLimit").equals("0");
  }

  private String value(String program, String name, String attribute)
      throws NotLearnedException, InterruptedException {
    return reading.read(String::strip, program, "-value", name, attribute);
  }

  /** A group as it is now, and the resource in it. */
  public ServiceGroup group(String group, String resource)
      throws NotLearnedException, InterruptedException {
    List<Row> rows =
        table(
            List.of(
                "hagrp", DISPLAY, group, ATTRIBUTE, "Frozen", ATTRIBUTE, "TFrozen", ATTRIBUTE,
                STATE));
    Map<String, String> resourceStates =
        states(table(List.of("hares", "-state", resource)), resource);
    Map<String, String> groupStates = states(rows, group);
    if (!groupStates.keySet().equals(resourceStates.keySet())) {
      throw new NotLearnedException(
          "the states of group %s and of its resource %s are not of the same systems: %s, %s"
              .formatted(group, resource, groupStates, resourceStates));
    }
    try {
      return new ServiceGroup(
          group,
          resource,
          flag(rows, group, "Frozen"),
          flag(rows, group, "TFrozen"),
          groupStates,
          resourceStates);
    } catch (IllegalArgumentException e) {
      throw new NotLearnedException("group " + group + " in VCS: " + e.getMessage());
    }
  }

  /**
   * Whether the cluster's configuration is open: somebody changes it (cluster attribute ReadOnly).
   */
  public boolean configurationOpen() throws NotLearnedException, InterruptedException {
    return reading.read(Vcs::open, "haclus", "-value", "ReadOnly");
  }

  static boolean open(String readOnly) {
    return switch (readOnly.strip()) {
      case "0" -> true;
      case "1" -> false;
      default -> throw new IllegalArgumentException("neither 0 nor 1");
    };
  }

  private List<Row> table(List<String> argv) throws NotLearnedException, InterruptedException {
    return reading.read(VcsParsers::attributes, argv);
  }

  private static List<String> values(List<Row> rows, String name, String attribute) {
    return rows.stream()
        .filter(row -> row.name().equals(name) && row.attribute().equals(attribute))
        .map(Row::value)
        .distinct()
        .toList();
  }

  private static boolean flag(List<Row> rows, String group, String attribute) {
    List<String> values = values(rows, group, attribute);
    if (values.size() != 1 || !values.get(0).matches("[01]")) {
      throw new IllegalArgumentException("its " + attribute + " is not said: " + values);
    }
    return values.get(0).equals("1");
  }

  /** The states by system; a group's values stand between bars, a resource's do not. */
  private static Map<String, String> states(List<Row> rows, String name) {
    Map<String, String> states = new LinkedHashMap<>();
    rows.stream()
        .filter(row -> row.name().equals(name) && row.attribute().equals(STATE))
        .forEach(row -> states.put(row.system(), row.value().replaceAll("^\\||\\|$", "")));
    return states;
  }
}
