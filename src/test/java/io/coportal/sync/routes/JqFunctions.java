package io.coportal.sync.routes;

import io.coportal.sync.ledger.JsonVariable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import org.springframework.stereotype.Component;

/**
 * The functions a jq program calls, as {@code name/arity}. The library looks a function up only
 * when it is called, so a compiled program may still name what does not exist; its tree is not
 * public, hence the reflection.
 */
final class JqFunctions {
  private static final Set<String> OURS_AND_CAMELS =
      Set.of(
          JsonVariable.class.getAnnotation(Component.class).value(),
          "variable/1",
          "variable/2",
          "header/1",
          "header/2",
          "property/1",
          "property/2");
  private static final Set<String> BUILT_IN =
      BuiltinFunctionLoader.getInstance()
          .listFunctions(Versions.JQ_1_7, Scope.newEmptyScope())
          .keySet();

  private final Set<String> called = new TreeSet<>();
  private final Set<String> defined = new HashSet<>();
  private final Map<Object, Boolean> seen = new IdentityHashMap<>();

  private JqFunctions() {}

  static Set<String> unknown(JsonQuery program) {
    JqFunctions functions = new JqFunctions();
    functions.walk(program);
    functions.called.removeAll(functions.defined);
    functions.called.removeAll(OURS_AND_CAMELS);
    functions.called.removeAll(BUILT_IN);
    return functions.called;
  }

  private void walk(Object node) {
    if (node instanceof Collection<?> many) {
      many.forEach(this::walk);
    } else if (node != null
        && node.getClass().getName().startsWith("net.thisptr.")
        && !node.getClass().isEnum()
        && seen.put(node, true) == null) {
      note(node);
      fields(node).forEach(field -> walk(value(node, field)));
    }
  }

  private void note(Object node) {
    switch (node.getClass().getSimpleName()) {
      case "FunctionCall" -> called.add(value(node, "name") + "/" + size(node, "args"));
      case "FunctionDefinition" -> {
        defined.add(value(node, "fname") + "/" + size(node, "args"));
        ((List<?>) value(node, "args")).forEach(parameter -> defined.add(parameter + "/0"));
      }
      default -> {}
    }
  }

  private static int size(Object node, String field) {
    return ((List<?>) value(node, field)).size();
  }

  private static List<Field> fields(Object node) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> type = node.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          fields.add(field);
        }
      }
    }
    return fields;
  }

  private static Object value(Object node, String name) {
    return fields(node).stream()
        .filter(field -> field.getName().equals(name))
        .findFirst()
        .map(field -> value(node, field))
        .orElseThrow();
  }

  private static Object value(Object node, Field field) {
    try {
      field.setAccessible(true);
      return field.get(node);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
