package org.cvmsnap.model;

/**
 * A resource with which VCS mounts a volume in the control domains: of type CFSMount or Mount.
 *
 * @param name of the resource
 */
public record MountResource(String name, VolumeId volume) {
  public MountResource {
    ServiceGroup.requireName(name);
  }
}
