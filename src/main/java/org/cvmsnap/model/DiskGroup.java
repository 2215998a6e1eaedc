package org.cvmsnap.model;

/**
 * An imported disk group.
 *
 * @param enabled its configuration can be used
 * @param shared imported for the whole cluster
 * @param id unique, and kept when the group is renamed or moved
 */
public record DiskGroup(GroupName name, boolean enabled, boolean shared, String id) {}
