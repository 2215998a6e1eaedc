package org.cvmsnap.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.cvmsnap.journal.LogStore;
import org.cvmsnap.journal.StateDirectory;

/** Logs in memory that outlive a simulated crash, and a disk that fails as a test asks. */
public final class MemoryLogStore implements LogStore {
  private final Map<String, List<String>> logs = new TreeMap<>();
  private final Set<String> away = new HashSet<>();
  private Disk disk = append -> Disk.Fate.WRITES;
  private int appends;

  /** What becomes of the n-th append, counted from 1 over all logs. */
  public interface Disk {
    /** What happens to one append. */
    enum Fate {
      WRITES,
      FAILS,
      /** The line is there until the next one is written in its place. */
      FAILS_LATE,
      CRASHES_BEFORE,
      CRASHES_AFTER
    }

    Fate fate(int append);
  }

  /** Another store with the same logs, on a disk that writes. */
  public MemoryLogStore copy() {
    MemoryLogStore copy = new MemoryLogStore();
    logs.forEach((name, lines) -> copy.logs.put(name, new ArrayList<>(lines)));
    copy.away.addAll(away);
    return copy;
  }

  public void disk(Disk newDisk) {
    disk = newDisk;
    appends = 0;
  }

  /** How many appends were asked for since the disk was last set. */
  public int appends() {
    return appends;
  }

  /** Something that is no process of cvmsnap changes a line that lies there. */
  public void change(String name, int line, UnaryOperator<String> how) {
    List<String> lines = logs.getOrDefault(name, List.of());
    lines.set(line, how.apply(lines.get(line)));
  }

  /** Something that is no process of cvmsnap takes out a line that lies there. */
  public void takeOut(String name, int line) {
    logs.getOrDefault(name, List.of()).remove(line);
  }

  /** Somebody moves a log away. */
  public void remove(String name) {
    logs.remove(name);
  }

  @Override
  public List<String> names() {
    return logs.keySet().stream().filter(name -> !away.contains(name)).toList();
  }

  @Override
  public List<String> putAway() {
    return away.stream().sorted().toList();
  }

  @Override
  public boolean has(String name) {
    return logs.containsKey(name);
  }

  @Override
  public void putAway(String name) {
    away.add(name);
  }

  @Override
  public StateDirectory.Place place() {
    return new StateDirectory.Place(Path.of("/memory"), "memory", Long.MAX_VALUE, true);
  }

  @Override
  public String place(String name) {
    return name;
  }

  @Override
  public List<String> lines(String name) {
    return List.copyOf(logs.getOrDefault(name, List.of()));
  }

  @Override
  public Log open(String name) {
    List<String> lines = logs.computeIfAbsent(name, key -> new ArrayList<>());
    return new Log() {
      private boolean torn;

      @Override
      public void append(String line) throws IOException {
        appends++;
        Disk.Fate fate = disk.fate(appends);
        if (fate == Disk.Fate.FAILS) {
          throw new IOException("No space left on device");
        }
        if (fate == Disk.Fate.CRASHES_BEFORE) {
          throw new Crashed();
        }
        if (torn) {
          lines.remove(lines.size() - 1);
        }
        lines.add(line);
        torn = fate == Disk.Fate.FAILS_LATE;
        if (torn) {
          throw new IOException("Input/output error");
        }
        if (fate == Disk.Fate.CRASHES_AFTER) {
          throw new Crashed();
        }
      }

      @Override
      public void close() {}
    };
  }
}
