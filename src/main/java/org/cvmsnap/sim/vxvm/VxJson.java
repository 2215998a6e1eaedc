package org.cvmsnap.sim.vxvm;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records as maps of JSON values and back. The records of a disk group have many fields; going by
 * their components keeps the file in step with them without a codec for each.
 */
final class VxJson {
  private VxJson() {}

  /** A record class taken apart, once for all its values. */
  private record Shape(List<RecordComponent> components, Constructor<?> constructor) {}

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          RecordComponent[] components = type.getRecordComponents();
          Class<?>[] types = new Class<?>[components.length];
          for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            components[i].getAccessor().setAccessible(true);
          }
          try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return new Shape(List.of(components), constructor);
          } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
          }
        }
      };

  static Map<String, Object> write(Record value) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (RecordComponent component : SHAPES.get(value.getClass()).components()) {
      Object field = field(value, component);
      if (field != null) {
        map.put(component.getName(), toJson(field));
      }
    }
    return map;
  }

  private static @Nullable Object field(Record value, RecordComponent component) {
    try {
      return component.getAccessor().invoke(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object toJson(Object value) {
    if (value instanceof Record nested) {
      return write(nested);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(VxJson::toJson).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((key, item) -> sorted.put(key.toString(), toJson(item)));
      return sorted;
    }
    boolean plain = value instanceof Boolean || value instanceof Number;
    return plain ? value : value instanceof Enum<?> name ? name.name() : value.toString();
  }

  /**
   * @throws IllegalArgumentException if the map is not one that {@link #write} made
   */
  static <R extends Record> R read(Class<R> type, Object json) {
    if (!(json instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("not a " + type.getSimpleName() + ": " + json);
    }
    Shape shape = SHAPES.get(type);
    List<RecordComponent> components = shape.components();
    @Nullable Object[] values = new @Nullable Object[components.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = map.get(components.get(i).getName());
      if (value == null && !mayLack(components.get(i))) {
        throw new IllegalArgumentException(
            "no %s in a %s".formatted(components.get(i).getName(), type.getSimpleName()));
      }
      values[i] = value == null ? null : fromJson(components.get(i).getGenericType(), value);
    }
    try {
      return type.cast(shape.constructor().newInstance(values));
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      throw new IllegalArgumentException("not a " + type.getSimpleName() + ": " + json, e);
    }
  }

  private static boolean mayLack(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static Object fromJson(Type type, Object value) {
    if (type instanceof ParameterizedType generic) {
      return container(generic, value);
    }
    Class<?> wanted = (Class<?>) type;
    if (wanted.isRecord()) {
      return read(wanted.asSubclass(Record.class), value);
    }
    if (wanted.isEnum()) {
      for (Object constant : wanted.getEnumConstants()) {
        if (((Enum<?>) constant).name().equals(value)) {
          return constant;
        }
      }
      throw new IllegalArgumentException("no " + wanted.getSimpleName() + ": " + value);
    }
    return switch (wanted.getSimpleName().toLowerCase(Locale.ROOT)) {
      case "int" -> ((Number) value).intValue();
      case "long" -> ((Number) value).longValue();
      case "double" -> ((Number) value).doubleValue();
      case "instant" -> Instant.parse((String) value);
      case "duration" -> Duration.parse((String) value);
      default -> value;
    };
  }

  private static Object container(ParameterizedType type, Object value) {
    Type[] arguments = type.getActualTypeArguments();
    if (value instanceof List<?> list) {
      List<Object> values = new ArrayList<>();
      list.forEach(item -> values.add(fromJson(arguments[0], item)));
      return values;
    }
    Map<String, Object> values = new TreeMap<>();
    ((Map<?, ?>) value)
        .forEach((key, item) -> values.put((String) key, fromJson(arguments[1], item)));
    return values;
  }
}
