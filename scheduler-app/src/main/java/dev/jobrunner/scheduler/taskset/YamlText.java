package dev.jobrunner.scheduler.taskset;

import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One YAML document as JSON, with the line on which each of its keys stands. Nothing in it is ever made an object of a class:
 * the document is only taken apart. What JSON does not have (tags, anchors, keys that are no texts) is a problem, and so is a key
 * that is there twice.
 */
final class YamlText {

    /** Deeper ones are refused. */
    private static final int DEEPEST = 50;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final List<FileProblem> problems = new ArrayList<>();
    private final Map<List<String>, Integer> lines = new HashMap<>();

    private YamlText() {}

    /** Reads it as far as it can be; {@link #problems} are what could not. */
    static Read read(String yamlOrJson) {
        String text = YamlHints.sharedWithJson(yamlOrJson);
        YamlText reading = new YamlText();
        JsonNode root = JSON.missingNode();
        try {
            yaml().parse(new StringReader(text)).forEach(reading::refuseWhatJsonHasNot);
            Node document = reading.problems.isEmpty() ? yaml().compose(new StringReader(text)) : null;
            if (document != null) {
                root = reading.json(document, List.of());
            }
        } catch (MarkedYAMLException e) {
            reading.problem(line(e), "this is not YAML: " + e.getProblem() + YamlHints.of(text, line(e)));
        } catch (YAMLException e) {
            reading.problem(0, "this is not YAML: " + firstLine(String.valueOf(e.getMessage())));
        }
        return new Read(root, reading.lines, reading.problems);
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new JsonScalars());
    }

    private void refuseWhatJsonHasNot(Event event) {
        YamlHints.unlikeJson(event)
                .ifPresent(reason -> problem(event.getStartMark().getLine() + 1, reason));
    }

    private JsonNode json(Node node, List<String> path) {
        if (node instanceof MappingNode mapping) {
            return object(mapping, path);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JSON.arrayNode();
            for (Node each : sequence.getValue()) {
                array.add(json(each, within(path, "[" + array.size() + "]")));
            }
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private ObjectNode object(MappingNode mapping, List<String> path) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple each : mapping.getValue()) {
            int line = each.getKeyNode().getStartMark().getLine() + 1;
            String key = key(each.getKeyNode());
            if (key == null) {
                problem(line, "a key has to be a text: put it into quotes");
                continue;
            }
            List<String> here = within(path, key);
            Integer before = lines.putIfAbsent(here, line);
            if (before != null) {
                problem(line, "'" + key + "' is there twice: it is on line " + before + " already");
                continue;
            }
            object.set(key, json(each.getValueNode(), here));
        }
        return object;
    }

    private static @Nullable String key(Node key) {
        return key instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR) ? scalar.getValue() : null;
    }

    private JsonNode scalar(ScalarNode node) {
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(Boolean.parseBoolean(node.getValue()));
        }
        if (tag.equals(Tag.INT)) {
            return JSON.numberNode(new BigInteger(node.getValue()));
        }
        if (tag.equals(Tag.FLOAT)) {
            return decimal(node);
        }
        return JSON.stringNode(node.getValue());
    }

    private JsonNode decimal(ScalarNode node) {
        try {
            return JSON.numberNode(new BigDecimal(node.getValue()));
        } catch (NumberFormatException e) {
            problem(node.getStartMark().getLine() + 1, "the number " + node.getValue() + " is too large");
            return JSON.nullNode();
        }
    }

    private void problem(int line, String message) {
        problems.add(new FileProblem(line, null, null, message));
    }

    private static List<String> within(List<String> path, String key) {
        List<String> longer = new ArrayList<>(path);
        longer.add(key);
        return List.copyOf(longer);
    }

    private static int line(MarkedYAMLException failure) {
        return failure.getProblemMark() == null ? 0 : failure.getProblemMark().getLine() + 1;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    /**
     * What was read.
     *
     * @param root missing where nothing could be
     * @param lines of keys, by their path
     */
    record Read(JsonNode root, Map<List<String>, Integer> lines, List<FileProblem> problems) {

        /** Of the key, or of what is around it if there is none. */
        int line(String... path) {
            for (int length = path.length; length > 0; length--) {
                Integer line = lines.get(List.of(path).subList(0, length));
                if (line != null) {
                    return line;
                }
            }
            return 1;
        }

        boolean has(String... path) {
            return lines.containsKey(List.of(path));
        }
    }
}
