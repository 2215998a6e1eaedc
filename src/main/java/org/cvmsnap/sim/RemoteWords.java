package org.cvmsnap.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a command line as the shell at the far end of ssh does: quotes and backslashes. What would
 * be more than one plain command is refused rather than misread; it may only leave its home first.
 */
final class RemoteWords {
  private static final String SPECIAL = ";|&<>$`()*?[#~\n";

  private final String line;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private RemoteWords(String line) {
    this.line = line;
  }

  /**
   * The words of {@code line}.
   *
   * @throws IllegalArgumentException for an open quote or an unquoted special character
   */
  static List<String> of(String line) {
    String leaving = String.join(" ", CommandWords.LEAVING) + " ";
    if (!line.startsWith(leaving)) {
      return new RemoteWords(line).read();
    }
    List<String> words = new ArrayList<>(CommandWords.LEAVING);
    words.addAll(new RemoteWords(line.substring(leaving.length())).read());
    return List.copyOf(words);
  }

  private List<String> read() {
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (c == ' ' || c == '\t') {
        end();
      } else if (c == '\'') {
        word.append(upTo('\''));
        inWord = true;
      } else if (c == '"') {
        doubleQuoted();
      } else if (c == '\\' && at < line.length()) {
        add(line.charAt(at++));
      } else if (SPECIAL.indexOf(c) >= 0) {
        throw new IllegalArgumentException("unquoted " + c + " in: " + line);
      } else {
        add(c);
      }
    }
    end();
    return List.copyOf(words);
  }

  private void add(char c) {
    word.append(c);
    inWord = true;
  }

  private void end() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }

  private String upTo(char quote) {
    int end = line.indexOf(quote, at);
    if (end < 0) {
      throw new IllegalArgumentException("open quote in: " + line);
    }
    String text = line.substring(at, end);
    at = end + 1;
    return text;
  }

  private void doubleQuoted() {
    inWord = true;
    while (at < line.length() && line.charAt(at) != '"') {
      char c = line.charAt(at++);
      if (c == '$' || c == '`') {
        throw new IllegalArgumentException("unquoted " + c + " in: " + line);
      }
      boolean escape = c == '\\' && at < line.length() && "\"\\$`".indexOf(line.charAt(at)) >= 0;
      word.append(escape ? line.charAt(at++) : c);
    }
    if (at == line.length()) {
      throw new IllegalArgumentException("open quote in: " + line);
    }
    at++;
  }
}
