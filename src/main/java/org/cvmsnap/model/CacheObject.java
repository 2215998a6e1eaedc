package org.cvmsnap.model;

/**
 * A cache, in which space-optimized snapshots keep their changed regions.
 *
 * @param cacheVolume where the cache is kept; a volume that holds no data of a guest
 * @param kernelState ENABLED, DETACHED or DISABLED
 */
public record CacheObject(String name, VolumeName cacheVolume, String kernelState, String state) {}
