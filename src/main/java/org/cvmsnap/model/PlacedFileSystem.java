package org.cvmsnap.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file system on a volume or on a snapshot of it, as it can be found again where nothing else is
 * known of the volume.
 *
 * @param where it is
 * @param slice of the disk that the volume is; empty where it is not on one
 * @param type such as {@code vxfs}
 */
public record PlacedFileSystem(Where where, OptionalInt slice, String type) {
  private static final Pattern TYPE = Pattern.compile("\\w+");
  private static final Pattern ITEM = Pattern.compile("(?:s(\\d{1,2})|(all)|(layer))=(\\w+)");

  public PlacedFileSystem {
    if (!TYPE.matcher(type).matches() || (where == Where.SLICE) != slice.isPresent()) {
      throw new IllegalArgumentException("not a file system on a volume: " + type);
    }
  }

  /** On what part of the volume it is. */
  public enum Where {
    /** On a slice: the volume is a disk with a label. */
    SLICE,
    /** The volume is the file system. */
    ALL,
    /**
     * On what a volume manager or ZFS has made of the volume, with others perhaps, or what a
     * program has there without a file system ({@code raw}).
     */
    LAYER
  }

  public static PlacedFileSystem onSlice(int slice, String type) {
    return new PlacedFileSystem(Where.SLICE, OptionalInt.of(slice), type);
  }

  public static PlacedFileSystem all(String type) {
    return new PlacedFileSystem(Where.ALL, OptionalInt.empty(), type);
  }

  public static PlacedFileSystem inLayer(String type) {
    return new PlacedFileSystem(Where.LAYER, OptionalInt.empty(), type);
  }

  /** Several as one word, such as {@code s0=vxfs,s3=ufs}: the value of a tag. */
  public static String word(Collection<PlacedFileSystem> fileSystems) {
    return fileSystems.stream()
        .map(PlacedFileSystem::item)
        .distinct()
        .sorted()
        .collect(Collectors.joining(","));
  }

  /** Such as {@code s0 vxfs}, for people. */
  public String described() {
    return item().replace('=', ' ');
  }

  private String item() {
    return place() + "=" + type;
  }

  /** Such as {@code s0}, {@code all} or {@code layer}. */
  public String place() {
    return switch (where) {
      case SLICE -> "s" + slice.orElseThrow();
      case ALL -> "all";
      case LAYER -> "layer";
    };
  }

  /** What such a word says; empty where it is none. */
  public static Optional<List<PlacedFileSystem>> parse(String word) {
    List<Optional<PlacedFileSystem>> items =
        Arrays.stream(word.split(",", -1)).map(PlacedFileSystem::parseItem).toList();
    return items.stream().allMatch(Optional::isPresent)
        ? Optional.of(items.stream().flatMap(Optional::stream).toList())
        : Optional.empty();
  }

  private static Optional<PlacedFileSystem> parseItem(String item) {
    Matcher matcher = ITEM.matcher(item);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String type = matcher.group(4);
    if (matcher.group(1) != null) {
      return Optional.of(onSlice(Integer.parseInt(matcher.group(1)), type));
    }
    return Optional.of(matcher.group(2) != null ? all(type) : inLayer(type));
  }
}
