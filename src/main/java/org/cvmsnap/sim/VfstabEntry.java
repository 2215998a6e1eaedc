package org.cvmsnap.sim;

import java.util.LinkedHashMap;
import java.util.Map;

/** A line of {@code /etc/vfstab}; {@code -} stands for nothing (vfstab(4)). */
record VfstabEntry(
    String special,
    String fsck,
    String mountPoint,
    String fstype,
    String pass,
    boolean atBoot,
    String options) {

  static VfstabEntry from(ConfigTable doc) {
    String special = doc.text("special");
    VfstabEntry entry =
        new VfstabEntry(
            special,
            doc.text("fsck", special.replace("/dsk/", "/rdsk/")),
            doc.text("mountPoint"),
            doc.text("fstype"),
            doc.text("pass", "2"),
            doc.flag("atBoot", true),
            doc.text("options", "-"));
    doc.finish();
    return entry;
  }

  /** What mounting it without further options puts into the mount table. */
  Mount mount(long epoch) {
    return new Mount(special, mountPoint, fstype, Mount.effective(fstype, special, options), epoch);
  }

  String line() {
    return String.join(
            "\t", special, fsck, mountPoint, fstype, pass, atBoot ? "yes" : "no", options)
        + "\n";
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("special", special);
    map.put("fsck", fsck);
    map.put("mountPoint", mountPoint);
    map.put("fstype", fstype);
    map.put("pass", pass);
    map.put("atBoot", atBoot);
    map.put("options", options);
    return map;
  }
}
