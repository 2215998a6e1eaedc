package org.cvmsnap.benchmark;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cvmsnap.testing.World;

/**
 * A cluster on which all takes as long as it usually does: ldom1 is on the first of its nodes, with
 * a file system on each of some volumes.
 *
 * @param others how many domains there are on the first node besides, none of which is bound
 * @param bootSeconds from the start of ldom1 until it is multi-user
 */
public record OutageSite(int nodes, int volumes, int others, double bootSeconds) {
  private static final double USUAL_BOOT = 90;

  /** One with nothing on it but what is measured. */
  public OutageSite(int nodes, int volumes) {
    this(nodes, volumes, 0, USUAL_BOOT);
  }

  /** The same, on which the guest takes that long to boot. */
  public OutageSite booting(double seconds) {
    return new OutageSite(nodes, volumes, others, seconds);
  }

  /** The same with that many other domains. */
  public OutageSite beside(int domains) {
    return new OutageSite(nodes, volumes, domains, bootSeconds);
  }

  World world() {
    return World.of(toml());
  }

  String toml() {
    StringBuilder text = new StringBuilder("[[node]]\nname = \"sun-1\"\nid = 0\nmaster = true\n");
    text.append("[[node.vds]]\nname = \"primary-vds0\"\nvolume = [\n");
    each(volumes, text, "  { name = \"v%1$d\", device = \"/dev/vx/dsk/datadg/vol%1$d\" },\n");
    text.append("]\n[[node.domain]]\nname = \"primary\"\ncontrol = true\n");
    text.append("[[node.domain]]\nname = \"ldom1\"\nstate = \"active\"\n");
    text.append("bootSeconds = %s\ndisk = [\n".formatted(bootSeconds));
    each(volumes, text, "  { name = \"d%1$d\", volume = \"v%1$d@primary-vds0\", id = %1$d },\n");
    text.append("]\nvfstab = [\n");
    each(
        volumes,
        text,
        "  { special = \"/dev/dsk/c0d%1$ds0\", mountPoint = \"/fs%1$d\", fstype = \"vxfs\" },\n");
    text.append("]\n[node.domain.variables]\n\"auto-boot?\" = \"true\"\n");
    each(others, text, "[[node.domain]]\nname = \"other%d\"\n");
    for (int node = 2; node <= nodes; node++) {
      text.append("[[node]]\nname = \"sun-%d\"\nid = %d\n".formatted(node, node - 1));
      text.append("[[node.domain]]\nname = \"primary\"\ncontrol = true\n");
    }
    text.append("[[diskgroup]]\nname = \"datadg\"\ndisk = [\n");
    each(3, text, "  { name = \"dg%1$d\", device = \"c2t%1$dd0s2\", megabytes = 204800 },\n");
    text.append("]\nvolume = [\n");
    each(
        volumes,
        text,
        "  { name = \"vol%1$d\", megabytes = 1024, mirrors = 2, prepared = true },\n");
    return text.append("]\n").toString();
  }

  private static void each(int count, StringBuilder text, String line) {
    text.append(
        IntStream.rangeClosed(1, count).mapToObj(line::formatted).collect(Collectors.joining()));
  }
}
