package org.cvmsnap.sim.vxvm;

import java.time.Duration;

/**
 * How long commands take, in milliseconds of simulated time, and how fast mirrors are filled.
 *
 * @param bandwidth megabytes a second
 */
record VxTimes(double bandwidth, long read, long config, long make, long setmaster) {
  static final VxTimes USUAL = new VxTimes(200, 200, 800, 2000, 5000);

  VxTimes {
    if (!(bandwidth > 0) || read < 0 || config < 0 || make < 0 || setmaster < 0) {
      throw new IllegalArgumentException("times must not be negative, nor the bandwidth zero");
    }
  }

  Duration copying(long sectors) {
    return Duration.ofMillis(Math.round(sectors / 2048.0 / bandwidth * 1000));
  }

  Duration reading() {
    return Duration.ofMillis(read);
  }

  Duration configuring() {
    return Duration.ofMillis(config);
  }

  Duration making() {
    return Duration.ofMillis(make);
  }
}
