package org.cvmsnap.model;

/**
 * The domain that a command ran in.
 *
 * @param control whether it is the control domain of its machine
 * @param node the name of the machine's control domain as a host ({@code uname -n} there)
 */
public record ControlDomain(GuestName name, boolean control, String node) {}
