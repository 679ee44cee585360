package io.coportal.sync.routes;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A value of a YAML text that knows its line and the name it stands under.
 *
 * @param key name of the member it is the value of; the list's name for items of a list
 * @param parentKey name of the member around it
 */
record YamlValue(String key, String parentKey, Node node) {

  static YamlValue parse(String text) {
    Node root = yaml().compose(new StringReader(text));
    return new YamlValue("", "", root == null ? yaml().represent(List.of()) : root);
  }

  static Object load(String text) {
    return yaml().load(text);
  }

  private static Yaml yaml() {
    return new Yaml(new SafeConstructor(new LoaderOptions()));
  }

  int line() {
    return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
  }

  boolean isMap() {
    return node instanceof MappingNode;
  }

  boolean isText() {
    return node instanceof ScalarNode;
  }

  /** The scalar, or an empty text. */
  String text() {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  List<YamlValue> items() {
    return node instanceof SequenceNode list
        ? list.getValue().stream().map(item -> new YamlValue(key, parentKey, item)).toList()
        : List.of();
  }

  List<YamlValue> members() {
    return node instanceof MappingNode map
        ? map.getValue().stream()
            .map(
                member ->
                    new YamlValue(
                        ((ScalarNode) member.getKeyNode()).getValue(), key, member.getValueNode()))
            .toList()
        : List.of();
  }

  Optional<YamlValue> at(String... path) {
    Optional<YamlValue> found = Optional.of(this);
    for (String name : path) {
      found = found.flatMap(value -> value.member(name));
    }
    return found;
  }

  /** The scalar under the path, or an empty text. */
  String textAt(String... path) {
    return at(path).map(YamlValue::text).orElse("");
  }

  private Optional<YamlValue> member(String name) {
    return members().stream().filter(member -> member.key.equals(name)).findFirst();
  }

  /** This value and everything below it, in the order of the text. */
  Stream<YamlValue> all() {
    return Stream.concat(
        Stream.of(this),
        Stream.concat(items().stream(), members().stream()).flatMap(YamlValue::all));
  }

  /** All values that stand under this name, at any depth. */
  Stream<YamlValue> named(String name) {
    return all().flatMap(value -> value.members().stream()).filter(value -> value.key.equals(name));
  }
}
