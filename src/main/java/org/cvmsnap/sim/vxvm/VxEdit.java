package org.cvmsnap.sim.vxvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/** The command vxedit: {@code rm} removes records, {@code set} changes their attributes. */
final class VxEdit {
  static final String OPTIONS = "g:rfvpsdG";
  static final String USAGE = "[-fr] [-g diskgroup] rm name ... | set attribute=value ... name ...";
  private static final Pattern SETTABLE = Pattern.compile("comment|[pt]util[0-2]|user|group|mode");

  /** Lengths that fit the record; see vxedit(1M). */
  private static final int LONGEST_UTIL = 14;

  private static final int LONGEST_COMMENT = 40;

  private VxEdit() {}

  static Work work(VxCall call) {
    return switch (call.verb()) {
      case "rm" -> call.change(group -> remove(call, group));
      case "set" -> call.change(group -> set(call, group));
      default -> throw VxOptions.usage("vxedit", USAGE);
    };
  }

  static Map<String, String> with(Map<String, String> attributes, String name, String value) {
    Map<String, String> changed = new TreeMap<>(attributes);
    changed.put(name, value);
    return changed;
  }

  private static Reply remove(VxCall call, DiskGroup group) {
    call.operand(0, USAGE);
    for (String name : call.operands()) {
      removeOne(call, group, name);
    }
    return Reply.SILENT;
  }

  private static void removeOne(VxCall call, DiskGroup group, String name) {
    Optional<VolumeRecord> volume = group.volume(name);
    Optional<PlexRecord> plex = group.plex(name);
    Optional<CacheRecord> cache = group.cache(name);
    if (volume.isPresent()) {
      removeVolume(call, group, volume.get());
    } else if (cache.isPresent()) {
      removeCache(call, group, cache.get());
    } else if (plex.isPresent()) {
      if (plex.get().volume() != null) {
        throw associated(call, "Plex " + name + " is associated with a volume");
      }
      group.removePlex(name);
    } else {
      throw call.noRecord(name);
    }
  }

  private static VxFailure associated(VxCall call, String text) {
    return call.fail(VxFailure.ASSOCIATED, "V-5-1-1242", text);
  }

  private static void removeVolume(VxCall call, DiskGroup group, VolumeRecord volume) {
    if (!call.options().has("r") && !group.plexesOf(volume.name()).isEmpty()) {
      throw associated(call, "Volume " + volume.name() + " has associated plexes");
    }
    if (!call.options().has("f") && volume.kstate().equals("ENABLED")) {
      throw associated(call, "Volume " + volume.name() + " is enabled, use -f to remove");
    }
    new VxRemoval(call.storage(), "vxedit").removeVolume(group, volume);
  }

  private static void removeCache(VxCall call, DiskGroup group, CacheRecord cache) {
    if (cache.started() && !call.options().has("f")) {
      throw associated(call, "Cache " + cache.name() + " is enabled");
    }
    if (!new VxCaches(call.storage()).snapshotsIn(group, cache).isEmpty()) {
      throw associated(call, "Cache " + cache.name() + " has snapshots");
    }
    if (!call.options().has("r")) {
      throw associated(call, "Cache " + cache.name() + " has an associated volume");
    }
    group.removeCache(cache.name());
    group.removeVolume(cache.volume());
  }

  private static Reply set(VxCall call, DiskGroup group) {
    Map<String, String> changes = new TreeMap<>();
    List<String> names = new ArrayList<>();
    for (String word : call.operands()) {
      int equals = word.indexOf('=');
      if (equals > 0 && names.isEmpty()) {
        changes.put(word.substring(0, equals), word.substring(equals + 1));
      } else {
        names.add(word);
      }
    }
    if (changes.isEmpty() || names.isEmpty()) {
      throw VxOptions.usage("vxedit", USAGE);
    }
    changes.forEach((attribute, value) -> requireSettable(call, attribute, value));
    for (String name : names) {
      setOn(call, group, name, changes);
    }
    return Reply.SILENT;
  }

  private static void requireSettable(VxCall call, String attribute, String value) {
    int longest = attribute.contains("util") ? LONGEST_UTIL : LONGEST_COMMENT;
    if (!SETTABLE.matcher(attribute).matches() || value.length() > longest) {
      throw call.fail(
          VxFailure.SYNTAX, "V-5-1-325", "Unrecognized attribute: " + attribute + "=" + value);
    }
  }

  private static void setOn(
      VxCall call, DiskGroup group, String name, Map<String, String> changes) {
    Optional<VolumeRecord> volume = group.volume(name);
    Optional<PlexRecord> plex = group.plex(name);
    if (volume.isPresent()) {
      Map<String, String> all = new TreeMap<>(volume.get().attributes());
      all.putAll(changes);
      all.computeIfPresent(
          "comment", (key, set) -> call.storage().release().deviating().comment(set));
      group.put(volume.get().withAttributes(all));
    } else if (plex.isPresent()) {
      Map<String, String> all = new TreeMap<>(plex.get().attributes());
      all.putAll(changes);
      group.put(plex.get().withAttributes(all));
    } else {
      throw call.noRecord(name);
    }
  }
}
