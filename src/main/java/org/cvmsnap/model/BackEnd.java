package org.cvmsnap.model;

import java.util.List;
import java.util.Optional;

/**
 * What a virtual disk server exports under a name: a device or a file.
 *
 * @param service the virtual disk server
 * @param volume the server's name for it; no VxVM volume
 * @param options {@code ro}, {@code slice}, {@code excl}
 * @param device the path in the service domain
 * @param mpgroup the group of alternative paths to one back end
 */
public record BackEnd(
    String service, String volume, List<String> options, String device, Optional<String> mpgroup) {
  public BackEnd {
    if (service.isEmpty() || volume.isEmpty() || device.isEmpty()) {
      throw new IllegalArgumentException("a back end needs a service, a volume and a device");
    }
    options = List.copyOf(options);
  }

  /** The VxVM volume behind it; empty for a file, a slice or any other device. */
  public Optional<VolumeId> vxvmVolume() {
    return VolumeId.ofDevice(device);
  }

  /** Whether no guest can write to it. */
  public boolean readOnly() {
    return options.contains("ro");
  }

  /** Whether it is what the same server exports under the same name. */
  public boolean sameExport(BackEnd other) {
    return service.equals(other.service) && volume.equals(other.volume);
  }
}
