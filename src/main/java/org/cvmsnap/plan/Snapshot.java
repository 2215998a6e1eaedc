package org.cvmsnap.plan;

import org.cvmsnap.model.VolumeName;

/** One pair of a snapshot set: the volume, and the name that its snapshot gets. */
public record Snapshot(VolumeName source, VolumeName name) {}
