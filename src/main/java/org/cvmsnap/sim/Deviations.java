package org.cvmsnap.sim;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * In what a guest, or what serves it, is not as cvmsnap assumes: each makes one assumption false.
 *
 * @param closesAfterUnbind how long its back ends stay open once it is unbound
 * @param closesAfterRemoval how long the back end of a disk stays open that it lost while it ran
 * @param renumbers whether the next binding numbers all its disks anew
 * @param ignoresNumbers whether a disk that it is given while it runs has the next free number,
 *     whatever was asked for
 * @param losesOption what mount leaves out of the options that it was given; empty for nothing
 * @param mountsAtBoot whether its boot mounts what vfstab says
 * @param fsckSeesMounts whether {@code fsck -m} tells that a file system is mounted
 * @param hidesBoot whether nothing tells of the domain that it boots
 */
record Deviations(
    Duration closesAfterUnbind,
    Duration closesAfterRemoval,
    boolean renumbers,
    boolean ignoresNumbers,
    String losesOption,
    boolean mountsAtBoot,
    boolean fsckSeesMounts,
    boolean hidesBoot) {

  static Deviations from(ConfigTable doc) {
    Deviations deviations =
        new Deviations(
            doc.seconds("closesAfterUnbindSeconds", Duration.ZERO),
            doc.seconds("closesAfterRemovalSeconds", Duration.ZERO),
            doc.flag("renumbers", false),
            doc.flag("ignoresNumbers", false),
            doc.text("losesOption", ""),
            doc.flag("mountsAtBoot", true),
            doc.flag("fsckSeesMounts", true),
            doc.flag("hidesBoot", false));
    doc.finish();
    return deviations;
  }

  /** The same, once a binding has numbered the disks anew. */
  Deviations renumbered() {
    return new Deviations(
        closesAfterUnbind,
        closesAfterRemoval,
        false,
        ignoresNumbers,
        losesOption,
        mountsAtBoot,
        fsckSeesMounts,
        hidesBoot);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("closesAfterUnbindSeconds", closesAfterUnbind.toSeconds());
    map.put("closesAfterRemovalSeconds", closesAfterRemoval.toSeconds());
    map.put("renumbers", renumbers);
    map.put("ignoresNumbers", ignoresNumbers);
    map.put("losesOption", losesOption);
    map.put("mountsAtBoot", mountsAtBoot);
    map.put("fsckSeesMounts", fsckSeesMounts);
    map.put("hidesBoot", hidesBoot);
    return map;
  }
}
