package org.cvmsnap.journal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal of one run, open for writing, and what it comes to. */
public final class RunJournal implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(RunJournal.class);

  private final LogStore.Log log;
  private final RunRecord record;
  private final Deque<Event> unwritten = new ArrayDeque<>();

  RunJournal(LogStore.Log log, RunRecord record) {
    this.log = log;
    this.record = record;
  }

  public RunRecord record() {
    return record;
  }

  /**
   * Puts an event on disk before anything is done in reliance on it.
   *
   * @throws IOException when it could not be put there; then it did not happen
   */
  public void commit(Event event) throws IOException {
    flush();
    log.append(EventCodec.line(event));
    record.add(event);
  }

  /**
   * Notes what has already happened. A journal that cannot be written must not keep a guest down,
   * so this does not throw: what could not be written is tried again with each later event.
   */
  public void note(Event event) {
    record.add(event);
    unwritten.add(event);
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
      log.append(EventCodec.line(next));
      unwritten.remove();
    }
  }

  @Override
  public void close() {
    log.close();
  }
}
