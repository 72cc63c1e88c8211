package dev.jobrunner.worker;

import dev.jobrunner.core.testing.ImportMap;
import org.junit.jupiter.api.Test;

class ImportMapTest {

    @Test
    void packagesImportWhatTheArchitecturePageAllowsAndNothingElse() {
        ImportMap.check("worker");
    }
}
