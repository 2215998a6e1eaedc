package org.cvmsnap.ldm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.VirtualDisk;

/** Reads {@code ldm list -o disk -p}, of one domain or of all. */
final class DiskListParser {
  // DOMAIN|name=ldom1
  // VDISK|name=data|vol=ldom1-data@primary-vds0|timeout=30|dev=disk@1|server=primary|mpgroup=|id=1
  // A DOMAIN line owns what follows it. An inactive domain's disks may have no dev and no server.

  private static final Pattern BACK_END = Pattern.compile("([^@]+)@(.+)");
  private static final Pattern DEVICE = Pattern.compile("disk@(\\d{1,9})");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  List<VirtualDisk> parse(String output) {
    List<VirtualDisk> disks = new ArrayList<>();
    Optional<GuestName> owner = Optional.empty();
    for (LdmRecord record : LdmRecord.allOf(output)) {
      if (record.isA("DOMAIN")) {
        owner = Optional.of(new GuestName(record.pairs().need("name")));
      } else if (record.isA("VDISK")) {
        disks.add(disk(owner, record.pairs()));
      }
    }
    if (owner.isEmpty()) {
      throw new IllegalArgumentException("no domain");
    }
    return List.copyOf(disks);
  }

  private static VirtualDisk disk(Optional<GuestName> owner, Pairs pairs) {
    Matcher backEnd = BACK_END.matcher(pairs.need("vol"));
    if (owner.isEmpty() || !backEnd.matches()) {
      throw new IllegalArgumentException("whose disk, or of what: " + pairs.text());
    }
    return new VirtualDisk(
        owner.get(),
        pairs.need("name"),
        backEnd.group(1),
        backEnd.group(2),
        pairs.find("server").map(GuestName::new),
        number(pairs),
        seconds(pairs),
        pairs.find("mpgroup"));
  }

  private static OptionalInt seconds(Pairs pairs) {
    Optional<String> timeout = pairs.find("timeout");
    if (timeout.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!NUMBER.matcher(timeout.get()).matches()) {
      throw new IllegalArgumentException("how long does the disk wait: " + pairs.text());
    }
    return OptionalInt.of(Integer.parseInt(timeout.get()));
  }

  private static OptionalInt number(Pairs pairs) {
    Optional<String> id = pairs.find("id");
    if (id.isPresent()) {
      if (!NUMBER.matcher(id.get()).matches()) {
        throw new IllegalArgumentException("which number has the disk: " + pairs.text());
      }
      return OptionalInt.of(Integer.parseInt(id.get()));
    }
    Matcher device = DEVICE.matcher(pairs.find("dev").orElse(""));
    return device.matches()
        ? OptionalInt.of(Integer.parseInt(device.group(1)))
        : OptionalInt.empty();
  }
}
