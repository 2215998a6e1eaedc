package org.cvmsnap.testing;

import java.io.IOException;
import java.util.List;
import org.cvmsnap.journal.LogStore;
import org.cvmsnap.journal.StateDirectory;

/** Logs that are others but for what a subclass changes. */
public class DelegatingLogs implements LogStore {
  protected final LogStore logs;

  public DelegatingLogs(LogStore logs) {
    this.logs = logs;
  }

  @Override
  public List<String> names() throws IOException {
    return logs.names();
  }

  @Override
  public List<String> putAway() throws IOException {
    return logs.putAway();
  }

  @Override
  public boolean has(String name) {
    return logs.has(name);
  }

  @Override
  public void putAway(String name) throws IOException {
    logs.putAway(name);
  }

  @Override
  public StateDirectory.Place place() throws IOException {
    return logs.place();
  }

  @Override
  public String place(String name) {
    return logs.place(name);
  }

  @Override
  public List<String> lines(String name) throws IOException {
    return logs.lines(name);
  }

  @Override
  public Log open(String name) throws IOException {
    return logs.open(name);
  }
}
