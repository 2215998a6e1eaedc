package org.cvmsnap.journal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal of one run, open for writing, and what it comes to. */
public final class RunJournal implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(RunJournal.class);

  private final LogStore.Log log;
  private final RunRecord record;
  private final RunRecord onDisk;
  private final Deque<Event> unwritten = new ArrayDeque<>();
  private int lines;

  /**
   * @param events what is on disk
   */
  RunJournal(LogStore.Log log, List<Event> events) {
    this.log = log;
    this.record = RunRecord.of(events);
    this.onDisk = RunRecord.of(events);
    this.lines = events.size();
  }

  public RunRecord record() {
    return record;
  }

  /** What another process would read now, if this one died. */
  public RunRecord onDisk() {
    return onDisk;
  }

  /**
   * Puts an event on disk before anything is done in reliance on it.
   *
   * @throws IOException when it could not be put there; then it did not happen
   */
  public void commit(Event event) throws IOException {
    flush();
    append(event);
    record.add(event);
  }

  /**
   * Notes what has already happened. A journal that cannot be written must not keep a guest down,
   * so this does not throw: what could not be written is tried again with each later event.
   */
  public void note(Event event) {
    record.add(event);
    unwritten.add(event);
    tryAgain();
  }

  /** Tries to write what could not be written before. */
  public void tryAgain() {
    try {
      flush();
    } catch (IOException e) {
      logger.warn("the journal of run {} cannot be written: {}", record.plan().run(), e.toString());
    }
  }

  /** Whether all that happened is on disk. */
  public boolean complete() {
    return unwritten.isEmpty();
  }

  private void flush() throws IOException {
    for (Event next = unwritten.peek(); next != null; next = unwritten.peek()) {
      append(next);
      unwritten.remove();
    }
  }

  private void append(Event event) throws IOException {
    log.append(LineCheck.sealed(EventCodec.line(event), lines + 1));
    lines++;
    onDisk.add(event);
  }

  @Override
  public void close() {
    log.close();
  }
}
