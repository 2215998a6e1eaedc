package org.cvmsnap.cluster;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.VolumeId;

/**
 * One volume with more than one owner.
 *
 * @param claims every domain that has it as a disk, and every node that has it open by itself
 */
public record OwnerConflict(VolumeId volume, List<Claim> claims) {
  public OwnerConflict {
    claims = List.copyOf(claims);
  }

  /**
   * One owner.
   *
   * @param domain empty where the node has it open for no domain that is known there
   * @param described who that is, for people
   * @param open whether it has the volume open now; what is not known counts as open
   */
  public record Claim(String node, Optional<GuestName> domain, String described, boolean open) {
    /** A domain that is configured on two nodes, so that it may move, is one owner. */
    String owner() {
      return domain.map(name -> "domain " + name).orElse("node " + node);
    }
  }

  /** Whether two of the owners have it open now, so that they ruin what is on it. */
  public boolean open() {
    return claims.stream().filter(Claim::open).count() > 1;
  }

  public boolean on(String node) {
    return claims.stream().anyMatch(claim -> claim.node().equals(node));
  }

  /** "datadg/datavol1 is OPEN in 2 places: ldom1 on sun-a (disk data, c0d2), ...". */
  public String described() {
    return open()
        ? "%s is OPEN in %d places: %s"
            .formatted(volume, claims.stream().filter(Claim::open).count(), described(true))
        : "%s has %d owners, not two of which have it open: %s"
            .formatted(volume, claims.size(), described(false));
  }

  private String described(boolean openOnly) {
    return claims.stream()
        .filter(claim -> claim.open() || !openOnly)
        .map(Claim::described)
        .collect(Collectors.joining(", "));
  }
}
