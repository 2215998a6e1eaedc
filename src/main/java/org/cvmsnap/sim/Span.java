package org.cvmsnap.sim;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What takes simulated time; {@code [times]} of a scenario, or a domain of it, sets others. */
enum Span {
  LIST("listSeconds", 0.4),
  BIND("bindSeconds", 2),
  UNBIND("unbindSeconds", 2),
  START("startSeconds", 1),
  /** From the request until the guest is down. */
  STOP("stopSeconds", 30),
  FORCED_STOP("forcedStopSeconds", 3),
  /** How long {@code ldm stop} waits for the guest. */
  STOP_TIMEOUT("stopTimeoutSeconds", 180),
  /** From the start until {@code Solaris running}. */
  SOFTSTATE("softstateSeconds", 75),
  /** From the start until multi-user; ssh answers five seconds earlier. */
  BOOT("bootSeconds", 90),
  CONFIGURE("configureSeconds", 0.5),
  /** Until an operating system that runs has let go of a virtual disk. */
  DETACH_DISK("detachSeconds", 0.5),
  /** Until an operating system that runs has a virtual disk that it is given. */
  ATTACH_DISK("attachSeconds", 0.5),
  GUEST("guestSeconds", 0.2),
  MOUNT("mountSeconds", 1),
  UNMOUNT("umountSeconds", 1),
  /** How long ssh tries to reach what is down. */
  CONNECT("connectSeconds", 10),
  /** How long after the caller gave up a command with the fault hang-late begins. */
  LATE("lateSeconds", 20);

  private final String key;
  private final Duration usual;

  Span(String key, double seconds) {
    this.key = key;
    this.usual = Duration.ofMillis((long) (seconds * 1000));
  }

  Duration usual() {
    return usual;
  }

  /** The spans that {@code doc} sets. */
  static Map<Span, Duration> read(ConfigTable doc) {
    Map<Span, Duration> spans = new EnumMap<>(Span.class);
    for (Span span : values()) {
      if (doc.has(span.key)) {
        spans.put(span, doc.seconds(span.key, span.usual));
      }
    }
    return spans;
  }

  static Map<String, Object> toMap(Map<Span, Duration> spans) {
    Map<String, Object> map = new LinkedHashMap<>();
    spans.forEach((span, duration) -> map.put(span.key, duration.toMillis() / 1000.0));
    return map;
  }
}
