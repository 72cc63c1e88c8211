package dev.jobrunner.core;

import dev.jobrunner.core.testing.ImportMap;
import org.junit.jupiter.api.Test;

class ImportMapTest {

    @Test
    void packagesImportWhatTheArchitecturePageAllowsAndNothingElse() {
        ImportMap.check("core");
    }
}
