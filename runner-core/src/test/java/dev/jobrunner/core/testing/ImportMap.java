package dev.jobrunner.core.testing;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds the code of one module against the import map in {@code docs/architecture.md}. */
public final class ImportMap {

    private static final String ROOT = "dev.jobrunner.";
    private static final Path PAGE = Path.of("..", "docs", "architecture.md");

    private ImportMap() {}

    /**
     * Fails if the main classes below {@code dev.jobrunner.<module>} import what the page does not allow, if the page
     * allows what none of them imports, or if their packages form a cycle.
     */
    public static void check(String module) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT + module);
        assertThat(imports(classes, module))
                .as("imports between packages, as on %s", PAGE)
                .isEqualTo(allowed(module));
        slices().matching(ROOT + module + ".(**)").should().beFreeOfCycles().check(classes);
    }

    private static Set<String> imports(JavaClasses classes, String module) {
        return classes.stream()
                .filter(each -> each.getPackageName().startsWith(ROOT + module))
                .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
                .filter(ImportMap::isBetweenOurPackages)
                .map(each -> feature(each.getOriginClass()) + " -> " + feature(each.getTargetClass()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isBetweenOurPackages(Dependency dependency) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        return target.getPackageName().startsWith(ROOT)
                && !target.getPackageName().equals(dependency.getOriginClass().getPackageName());
    }

    private static String feature(JavaClass type) {
        return type.getBaseComponentType().getPackageName().substring(ROOT.length());
    }

    private static Set<String> allowed(String module) {
        try {
            return Files.readString(PAGE)
                    .replaceFirst("(?s).*```import-map\\R", "")
                    .replaceFirst("(?s)```.*", "")
                    .lines()
                    .filter(line -> line.startsWith(module))
                    .flatMap(ImportMap::pairs)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException("Run the test in its module's folder: " + PAGE + " is not there", e);
        }
    }

    /** {@code a -> b, c} stands for {@code a -> b} and {@code a -> c}. */
    private static Stream<String> pairs(String line) {
        String[] sides = line.split(" -> ", 2);
        return Set.of(sides[1].split(", ", -1)).stream().map(target -> sides[0].strip() + " -> " + target.strip());
    }
}
