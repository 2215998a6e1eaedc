package org.cvmsnap.schedules;

/** Where a process of cvmsnap runs. */
enum Place {
  SUN_A("sun-a", "sun-a"),
  SUN_B("sun-b", "sun-b"),
  /** Everything is reached over ssh, the control domain of sun-a too. */
  ADMIN_HOST("admin", "sun-a");

  private final String machine;
  private final String node;

  Place(String machine, String node) {
    this.machine = machine;
    this.node = node;
  }

  String machine() {
    return machine;
  }

  /** The node whose control domain it works in. */
  String node() {
    return node;
  }
}
