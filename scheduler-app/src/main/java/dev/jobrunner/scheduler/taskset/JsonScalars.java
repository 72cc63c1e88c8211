package dev.jobrunner.scheduler.taskset;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * What YAML takes for something else than a text where nothing is quoted: what JSON does, and no more. So {@code no}, {@code on},
 * {@code 010}, {@code 12:30} and {@code 2026-12-01} are the texts that they look like.
 */
final class JsonScalars extends Resolver {

    @Override
    protected void addImplicitResolvers() {
        addImplicitResolver(Tag.NULL, Pattern.compile("~|null|"), "~n\0");
        addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
        addImplicitResolver(Tag.INT, Pattern.compile("-?(?:0|[1-9][0-9]*)"), "-0123456789");
        addImplicitResolver(
                Tag.FLOAT, Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"), "-0123456789");
    }
}
