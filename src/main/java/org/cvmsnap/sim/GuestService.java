package org.cvmsnap.sim;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An application in a guest that SMF starts and stops, such as a database: while it is online, its
 * process has files open on a file system. One that finds nothing mounted there goes into
 * maintenance.
 */
final class GuestService {
  /** As svcs(1) prints it. */
  enum State {
    ONLINE,
    OFFLINE,
    DISABLED,
    MAINTENANCE
  }

  /** Such as {@code svc:/application/db:default}. */
  final String fmri;

  /** How long it takes to start, and to stop. */
  final Duration takes;

  private final Holder process;

  /** Whether it is started at boot. */
  boolean enabled;

  /** What holds instead until the next boot (svcadm(8), {@code -t}); empty for {@link #enabled}. */
  Optional<Boolean> untilBoot = Optional.empty();

  State state;

  private GuestService(ConfigTable doc) {
    fmri = doc.text("fmri");
    takes = doc.seconds("seconds", Duration.ofSeconds(3));
    process =
        new Holder(
            doc.integer("pid", 2001),
            doc.text("user", "root"),
            doc.text("command", "/usr/sbin/db"),
            doc.text("mountPoint"));
    enabled = doc.flag("enabled", true);
    if (doc.has("untilBoot")) {
      untilBoot = Optional.of(doc.flag("untilBoot", enabled));
    }
    state = doc.choice("state", State.class, State.OFFLINE);
  }

  static GuestService from(ConfigTable doc) {
    GuestService service = new GuestService(doc);
    doc.finish();
    return service;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("fmri", fmri);
    map.put("seconds", takes.toMillis() / 1000.0);
    map.put("pid", process.pid());
    map.put("user", process.user());
    map.put("command", process.command());
    map.put("mountPoint", process.mountPoint());
    map.put("enabled", enabled);
    untilBoot.ifPresent(until -> map.put("untilBoot", until));
    map.put("state", CommandWords.of(state));
    return map;
  }

  /** Whether a word of svcadm(8) or svcs(1) means it; the instance may be left out. */
  boolean named(String pattern) {
    return plain(fmri).equals(plain(pattern));
  }

  private static String plain(String name) {
    return name.replaceFirst("^svc:/", "").replaceFirst(":default$", "");
  }

  private boolean wanted() {
    return untilBoot.orElse(enabled);
  }

  /** It gets to where it is to be, as far as it can. */
  void settle(Domain guest) {
    if (!wanted()) {
      guest.holders.remove(process);
      state = State.DISABLED;
    } else if (!guest.os.fileSystems) {
      state = state == State.ONLINE ? state : State.OFFLINE; // it depends on filesystem/local
    } else if (state == State.OFFLINE || state == State.DISABLED) {
      boolean there = guest.mountedAt(process.mountPoint()).isPresent();
      state = there ? State.ONLINE : State.MAINTENANCE;
      if (there) {
        guest.holders.add(process);
      }
    }
  }

  /** The operating system has gone. */
  void gone() {
    untilBoot = Optional.empty();
    state = State.OFFLINE;
  }
}
