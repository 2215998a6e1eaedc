package org.cvmsnap.plan.snapshot;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.VolumeName;

/**
 * What the operator asks of {@code prepare}.
 *
 * @param regionSize of the DCO, such as {@code 64k}; empty for VxVM's own choice
 * @param dcoMirrors of the DCO; 0 for VxVM's own choice
 * @param mirrors how many snapshot mirrors the volume is to have; empty for one where it can have
 *     any
 * @param await whether to wait until they are complete
 */
public record PrepareRequest(
    List<VolumeName> volumes,
    Optional<GroupName> group,
    Optional<String> regionSize,
    int dcoMirrors,
    Optional<Integer> mirrors,
    boolean await) {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([kKmMgGsSbB]?)");

  public PrepareRequest {
    volumes = List.copyOf(volumes);
    if (volumes.isEmpty() || volumes.stream().distinct().count() != volumes.size()) {
      throw new IllegalArgumentException("each volume once, and at least one");
    }
    if (dcoMirrors < 0 || dcoMirrors > 32 || mirrors.filter(n -> n < 0 || n > 32).isPresent()) {
      throw new IllegalArgumentException("a volume has up to 32 mirrors");
    }
    regionSize.ifPresent(PrepareRequest::requirePowerOfTwo);
  }

  /** The region size is a power of two and at least 16 KB (vxsnap(1M), prepare). */
  private static void requirePowerOfTwo(String size) {
    var matcher = SIZE.matcher(size);
    if (matcher.matches()) {
      long unit =
          switch (matcher.group(2)) {
            case "k", "K" -> 1024;
            case "m", "M" -> 1024 * 1024;
            case "g", "G" -> 1024 * 1024 * 1024;
            default -> 512;
          };
      long bytes = Long.parseLong(matcher.group(1)) * unit;
      if (bytes >= 16 * 1024 && Long.bitCount(bytes) == 1) {
        return;
      }
    }
    throw new IllegalArgumentException(
        "'" + size + "' is not a region size: a power of two, at least 16k, such as 64k");
  }
}
