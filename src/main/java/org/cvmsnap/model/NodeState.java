package org.cvmsnap.model;

import java.util.OptionalInt;

/**
 * How a node says that it stands to the cluster.
 *
 * @param id its number in CVM; empty while it is out of the cluster
 * @param members how many members it counts; empty where it does not tell
 */
public record NodeState(boolean member, OptionalInt id, OptionalInt members) {}
