package org.cvmsnap.cluster;

/**
 * The VCS service group that owns a guest, as far as a step has to know it.
 *
 * @param resource the LDom resource in it
 * @param system what VCS calls the node that the guest is on
 */
public record OwnerGroup(String group, String resource, String system) {}
