package org.cvmsnap.testing;

/**
 * A site of any size: one guest, {@code g000}, with volumes for data, on the first of the nodes.
 */
public final class LargeSite {
  public static final String GUEST = "g000";

  private final StringBuilder toml = new StringBuilder("start = 2026-03-01T02:00:00Z\n");

  private LargeSite() {}

  /**
   * The scenario: nodes {@code n00}, {@code n01} and so on, and volumes {@code g000v00} and so on
   * in the disk group datadg, each prepared, with a snapshot mirror, and mounted in the guest.
   */
  public static String scenario(int nodes, int volumes) {
    LargeSite site = new LargeSite();
    for (int node = 0; node < nodes; node++) {
      site.node(node);
      if (node == 0) {
        site.guest(volumes);
      }
    }
    site.storage(volumes);
    return site.toml.toString();
  }

  public static String volume(int number) {
    return "%sv%02d".formatted(GUEST, number);
  }

  private void add(String lines) {
    toml.append(lines);
  }

  private void node(int number) {
    add(
        """
        [[node]]
        name = "n%02d"
        id = %d
        master = %s
        cpus = 4096
        megabytes = 4194304
        [[node.vds]]
        name = "primary-vds0"
        [[node.domain]]
        name = "primary"
        control = true
        """
            .formatted(number, number, number == 0));
  }

  private void guest(int volumes) {
    add(
        """
        [[node.vds.volume]]
        name = "g000boot"
        device = "/ldoms/g000/boot.img"
        [[node.domain]]
        name = "g000"
        state = "active"
        console = "5000"
        [node.domain.variables]
        "auto-boot?" = "true"
        boot-device = "/virtual-devices@100/channel-devices@200/disk@0:a"
        [[node.domain.disk]]
        name = "boot"
        volume = "g000boot@primary-vds0"
        id = 0
        [[node.domain.vfstab]]
        special = "/dev/dsk/c0d0s0"
        mountPoint = "/"
        fstype = "ufs"
        pass = "1"
        """);
    for (int i = 0; i < volumes; i++) {
      add(
          """
          [[node.vds.volume]]
          name = "%1$s"
          device = "/dev/vx/dsk/datadg/%1$s"
          [[node.domain.disk]]
          name = "d%2$02d"
          volume = "%1$s@primary-vds0"
          id = %3$d
          [[node.domain.vfstab]]
          special = "/dev/dsk/c0d%3$ds0"
          mountPoint = "/d%2$02d"
          fstype = "vxfs"
          """
              .formatted(volume(i), i, i + 1));
    }
  }

  private void storage(int volumes) {
    add("[[diskgroup]]\nname = \"datadg\"\n");
    for (int i = 1; i <= 4; i++) {
      add(
          """
          [[diskgroup.disk]]
          name = "datadg0%1$d"
          device = "c2t%1$dd0s2"
          megabytes = 204800
          """
              .formatted(i));
    }
    for (int i = 0; i < volumes; i++) {
      add(
          """
          [[diskgroup.volume]]
          name = "%s"
          megabytes = 16
          prepared = true
          snapmirrors = 1
          """
              .formatted(volume(i)));
    }
  }
}
