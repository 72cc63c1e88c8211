package dev.jobrunner.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferencePageTest {

    private static final String COMMAND =
            "mvn -pl runner-core -am test -Dtest=ReferencePageTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Djobrunner.docs.write=true";

    @Test
    void thePageSaysWhatTheTableSays() throws IOException {
        Path page = page();
        String expected = ReferencePage.text();
        if (Boolean.getBoolean("jobrunner.docs.write")) {
            Files.writeString(page, expected);
        }
        assertThat(Files.readString(page))
                .as("docs/configuration.md is out of date; write it anew with: %s", COMMAND)
                .isEqualTo(expected);
    }

    @Test
    void everyVariableIsOnThePageWithItsSentence() {
        assertThat(ReferencePage.text()).contains("`DATABASE_URL`");
        assertThat(Variables.ALL)
                .allSatisfy(variable -> assertThat(ReferencePage.text())
                        .contains("`" + variable.name() + "`", "`" + variable.property(), variable.meaning()));
    }

    private static Path page() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("docs"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException(
                        "No folder docs above " + Path.of("").toAbsolutePath());
            }
            folder = parent;
        }
        return folder.resolve("docs/configuration.md");
    }
}
