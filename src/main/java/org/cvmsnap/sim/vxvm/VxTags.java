package org.cvmsnap.sim.vxvm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/** Volume tags: settag, removetag, replacetag, listtag and {@code list tag=} of vxassist. */
final class VxTags {
  private static final Pattern TAG = Pattern.compile("([A-Za-z_][A-Za-z0-9_.-]{0,255})(=(.*))?");

  private VxTags() {}

  static Work work(VxCall call) {
    return switch (call.verb()) {
      case "settag" -> call.change(group -> set(call, group));
      case "removetag" -> call.change(group -> remove(call, group));
      case "replacetag" -> call.change(group -> replace(call, group));
      case "list" -> call.read(() -> list(call));
      default -> call.read(() -> listOf(call));
    };
  }

  private static Map.Entry<String, String> tag(VxCall call, String word) {
    Matcher matcher = TAG.matcher(word);
    boolean fine = matcher.matches() && !List.of("site", "udid", "vdid").contains(matcher.group(1));
    String value = fine && matcher.group(3) != null ? matcher.group(3) : "";
    if (!fine || !value.matches("[ -~]*") || value.length() > 256) {
      throw call.fail(VxFailure.SYNTAX, "V-5-1-14601", "Invalid tag: " + word);
    }
    return Map.entry(matcher.group(1), call.storage().release().deviating().tag(value));
  }

  private static Reply set(VxCall call, DiskGroup group) {
    String usage = "[-g diskgroup] settag volume|vset tagname[=tagvalue] ...";
    VolumeRecord volume = call.volume(group, call.operand(0, usage));
    call.operand(1, usage);
    SortedMap<String, String> tags = new TreeMap<>(volume.tags());
    for (String word : call.operands(1)) {
      Map.Entry<String, String> tag = tag(call, word);
      tags.put(tag.getKey(), tag.getValue());
    }
    group.put(volume.withTags(tags));
    return Reply.SILENT;
  }

  private static Reply remove(VxCall call, DiskGroup group) {
    String usage = "[-g diskgroup] removetag volume|vset tagname";
    VolumeRecord volume = call.volume(group, call.operand(0, usage));
    call.operand(1, usage);
    SortedMap<String, String> tags = new TreeMap<>(volume.tags());
    for (String word : call.operands(1)) {
      if (tags.remove(word) == null) {
        throw noTag(call, volume, word);
      }
    }
    group.put(volume.withTags(tags));
    return Reply.SILENT;
  }

  private static VxFailure noTag(VxCall call, VolumeRecord volume, String tag) {
    return call.fail(
        VxFailure.NOT_FOUND,
        "V-5-1-14602",
        "Tag " + tag + " is not set on volume " + volume.name());
  }

  private static Reply replace(VxCall call, DiskGroup group) {
    String usage = "[-g diskgroup] replacetag volume|vset oldtag newtag";
    VolumeRecord volume = call.volume(group, call.operand(0, usage));
    String old = call.operand(1, usage);
    Map.Entry<String, String> tag = tag(call, call.operand(2, usage));
    SortedMap<String, String> tags = new TreeMap<>(volume.tags());
    if (tags.remove(old) == null) {
      throw noTag(call, volume, old);
    }
    tags.put(tag.getKey(), tag.getValue());
    group.put(volume.withTags(tags));
    return Reply.SILENT;
  }

  private static Reply listOf(VxCall call) {
    if (call.storage().release().listtagNeedsVolume() && call.operands().size() != 1) {
      throw VxOptions.usage("vxassist", "[-g diskgroup] listtag volume|vset");
    }
    DiskGroup group = call.group();
    List<VolumeRecord> volumes = new ArrayList<>();
    for (String name : call.operands()) {
      volumes.add(call.volume(group, name));
    }
    return table(group, call.operands().isEmpty() ? group.volumes() : volumes, "");
  }

  private static Reply list(VxCall call) {
    VxAttributes given = new VxAttributes("vxassist", call.operands(), Set.of("tag"));
    String wanted = given.value("tag").orElse("");
    if (wanted.isEmpty()) {
      throw VxOptions.usage("vxassist", "[-g diskgroup] list tag=tagname");
    }
    DiskGroup group = call.group();
    return table(group, group.volumes(), wanted);
  }

  /** A row a tag; {@code wanted} may be a component above others: {@code a} finds {@code a.b}. */
  private static Reply table(DiskGroup group, List<VolumeRecord> volumes, String wanted) {
    StringBuilder out = new StringBuilder();
    out.append("TY NAME         DISKGROUP        TAG\n");
    out.append("=".repeat(60)).append('\n');
    for (VolumeRecord volume : volumes) {
      volume
          .tags()
          .forEach(
              (tag, value) -> {
                boolean shown =
                    wanted.isEmpty() || tag.equals(wanted) || tag.startsWith(wanted + ".");
                if (shown) {
                  String text = value.isEmpty() ? tag : tag + "=" + value;
                  out.append("v  ");
                  VxFormat.pad(out, volume.name(), -12);
                  VxFormat.pad(out.append(' '), group.name(), -16);
                  out.append(' ').append(text).append('\n');
                }
              });
    }
    return Reply.out(out.toString());
  }
}
