package org.cvmsnap.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cvmsnap.model.RunId;
import org.cvmsnap.run.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journals of all runs on this machine, one log a run. */
public final class Journals {
  private static final Logger logger = LoggerFactory.getLogger(Journals.class);

  private final LogStore store;
  private final EventCodec codec;

  /**
   * @param kinds of the steps that plans may have
   */
  public Journals(LogStore store, StepKinds kinds) {
    this.store = store;
    this.codec = new EventCodec(kinds);
  }

  /** The kinds of steps that there are, by the words for them in a journal. */
  public interface StepKinds {
    /** The record of that kind; empty where there is no such kind. */
    Optional<Class<? extends Step>> named(String word);
  }

  /** What is kept of one run. */
  public sealed interface Kept {}

  /** The events of a run, in order, and what they come to. */
  public record Course(List<Event> events, RunRecord record) implements Kept {
    public Course {
      events = List.copyOf(events);
    }
  }

  /**
   * A journal that cannot be read; what its run owes is unknown.
   *
   * @param name the run's, if nobody has renamed it
   * @param place where it is
   */
  public record Damaged(String name, String place, String why) implements Kept {
    private static final Pattern RUN = Pattern.compile("[0-9]{8}T[0-9]{6}Z-(\\S+)-[a-z0-9]{4}");

    /** The guest or volume that its run is about; empty where its name does not tell. */
    public Optional<String> about() {
      Matcher matcher = RUN.matcher(name);
      return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
  }

  /** Where the journals of new runs are made. */
  public StateDirectory.Place place() throws IOException {
    return store.place();
  }

  /**
   * Starts the journal of a run.
   *
   * @throws IOException when it cannot be written; then the run must not begin
   */
  public RunJournal begin(Event.Begun begun) throws IOException {
    LogStore.Log log = store.open(begun.plan().run().value());
    try {
      log.append(LineCheck.sealed(EventCodec.line(begun), 1));
    } catch (IOException e) {
      log.close();
      throw e;
    }
    return new RunJournal(log, List.of(begun));
  }

  /**
   * Goes on with the journal of a run that this process has not begun.
   *
   * @throws IOException when it cannot be read or written
   * @throws IllegalArgumentException when it is damaged
   */
  public RunJournal resume(RunId run, Event.Resumed resumed) throws IOException {
    List<Event> events = read(run.value());
    RunJournal journal = new RunJournal(store.open(run.value()), events);
    journal.note(resumed);
    return journal;
  }

  /**
   * The events of a journal.
   *
   * @throws IllegalArgumentException when it is damaged, in whatever way
   */
  private List<Event> read(String name) throws IOException {
    return events(store.lines(name));
  }

  /** Whether nothing is left of a run with that last line, whatever the others say. */
  private boolean ended(String last) {
    try {
      return LineCheck.whole(last)
          .map(LineCheck.Whole::plain)
          .map(codec::event)
          .filter(Event.Ended.class::isInstance)
          .isPresent();
    } catch (RuntimeException e) {
      return false;
    }
  }

  private List<Event> events(List<String> lines) {
    try {
      return LineCheck.opened(lines).stream().map(codec::event).toList();
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not a journal: " + e, e);
    }
  }

  /** Under another name it may be a copy, and what is noted of its run is not written there. */
  private static RunRecord record(String name, List<Event> events) {
    RunRecord record;
    try {
      record = RunRecord.of(events);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not the course of a run: " + e.getMessage(), e);
    }
    String run = record.plan().run().value();
    if (!run.equals(name)) {
      throw new IllegalArgumentException(
          "it is of run %s, and under another name; where no %s.jsonl is beside it, give it that name"
              .formatted(run, run));
    }
    return record;
  }

  /**
   * What does not belong to a run that has ended.
   *
   * @param unfinished the runs at work, and those that were cut short, oldest first
   * @param damaged the journals that cannot be read; an empty one is of a run that touched nothing
   */
  public record Left(List<RunRecord> unfinished, List<Damaged> damaged) {}

  public Left left() {
    List<RunRecord> unfinished = new ArrayList<>();
    List<Damaged> damaged = new ArrayList<>();
    for (String name : names()) {
      try {
        List<String> lines = store.lines(name);
        if (lines.isEmpty()) {
          continue;
        }
        if (ended(lines.get(lines.size() - 1))) {
          putAway(name);
          continue;
        }
        RunRecord record = record(name, events(lines));
        if (!record.ended()) {
          unfinished.add(record);
        }
      } catch (IllegalArgumentException | IOException e) {
        damaged.add(new Damaged(name, store.place(name), String.valueOf(e.getMessage())));
      }
    }
    return new Left(unfinished, damaged);
  }

  /** So that no command has to read it again; what cannot be put away is read. */
  private void putAway(String name) {
    try {
      store.putAway(name);
    } catch (IOException e) {
      logger.debug("the journal of run {} stays where it is", name, e);
    }
  }

  /**
   * What is known of a run, whether or not it has ended; empty where there is no journal of it.
   *
   * @throws IOException when it cannot be read
   * @throws IllegalArgumentException when it is damaged
   */
  public Optional<RunRecord> run(RunId run) throws IOException {
    if (!store.has(run.value())) {
      return Optional.empty();
    }
    List<Event> events = read(run.value());
    return events.isEmpty() ? Optional.empty() : Optional.of(record(run.value(), events));
  }

  /** The unfinished runs of {@link #left}. */
  public List<RunRecord> unfinished() {
    return left().unfinished();
  }

  /** The damaged journals of {@link #left}. */
  public List<Damaged> damaged() {
    return left().damaged();
  }

  /**
   * The runs of some names, whether or not they have ended, newest first; each is read when it is
   * asked for. An empty journal is of a run that touched nothing, and is left out.
   */
  public Stream<Kept> all(Predicate<String> which) {
    TreeSet<String> names = new TreeSet<>(names()); // first: what is put away meanwhile is in both
    try {
      names.addAll(store.putAway());
    } catch (IOException e) {
      throw new UncheckedIOException("the journals that were put away cannot be listed", e);
    }
    return names.descendingSet().stream().filter(which).flatMap(name -> kept(name).stream());
  }

  /** What is kept of a run; empty where there is no journal of it, or an empty one. */
  public Optional<Kept> kept(String name) {
    if (!store.has(name)) {
      return Optional.empty();
    }
    try {
      List<Event> events = read(name);
      return events.isEmpty()
          ? Optional.empty()
          : Optional.of(new Course(events, record(name, events)));
    } catch (IllegalArgumentException | IOException e) {
      return Optional.of(new Damaged(name, store.place(name), String.valueOf(e.getMessage())));
    }
  }

  private List<String> names() {
    try {
      return store.names();
    } catch (IOException e) {
      throw new UncheckedIOException("the journals cannot be listed", e);
    }
  }
}
