package org.cvmsnap.model;

/**
 * The domain that a command ran in.
 *
 * @param control whether it is the control domain of its machine
 */
public record ControlDomain(GuestName name, boolean control) {}
