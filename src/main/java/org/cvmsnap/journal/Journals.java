package org.cvmsnap.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.model.RunId;

/** The journals of all runs on this machine, one log a run. */
public final class Journals {
  private final LogStore store;

  public Journals(LogStore store) {
    this.store = store;
  }

  /** A journal that cannot be read; what its run owes is unknown. */
  public record Damaged(String name, String why) {}

  /**
   * Starts the journal of a run.
   *
   * @throws IOException when it cannot be written; then the run must not begin
   */
  public RunJournal begin(Event.Begun begun) throws IOException {
    LogStore.Log log = store.open(begun.plan().run().value());
    log.append(EventCodec.line(begun));
    return new RunJournal(log, List.of(begun));
  }

  /**
   * Goes on with the journal of a run that this process has not begun.
   *
   * @throws IOException when it cannot be read or written
   * @throws IllegalArgumentException when it is damaged
   */
  public RunJournal resume(RunId run, Event.Resumed resumed) throws IOException {
    List<Event> events = events(run.value());
    RunJournal journal = new RunJournal(store.open(run.value()), events);
    journal.note(resumed);
    return journal;
  }

  private RunRecord read(String name) throws IOException {
    return RunRecord.of(events(name));
  }

  private List<Event> events(String name) throws IOException {
    return store.lines(name).stream().map(EventCodec::event).toList();
  }

  /** The runs that have not ended, oldest first: those at work, and those that were cut short. */
  public List<RunRecord> unfinished() {
    List<RunRecord> records = new ArrayList<>();
    for (String name : names()) {
      try {
        RunRecord record = read(name);
        if (!record.ended()) {
          records.add(record);
        }
      } catch (IllegalArgumentException | IOException e) {
        // Told by damaged().
      }
    }
    return records;
  }

  /** The journals that cannot be read. An empty one is of a run that touched nothing. */
  public List<Damaged> damaged() {
    List<Damaged> damaged = new ArrayList<>();
    for (String name : names()) {
      try {
        if (!store.lines(name).isEmpty()) {
          read(name);
        }
      } catch (IllegalArgumentException | IOException e) {
        damaged.add(new Damaged(name, String.valueOf(e.getMessage())));
      }
    }
    return damaged;
  }

  private List<String> names() {
    try {
      return store.names();
    } catch (IOException e) {
      throw new UncheckedIOException("the journals cannot be listed", e);
    }
  }
}
