package org.cvmsnap.cluster;

/** What a guest does with a file system by itself when it boots, by its vfstab. */
public enum AtBoot {
  /** It does not mount it. */
  NOT,
  /** It mounts it with other options than it has now. */
  OTHERWISE,
  /** It mounts it as it is now. */
  AS_IT_WAS
}
