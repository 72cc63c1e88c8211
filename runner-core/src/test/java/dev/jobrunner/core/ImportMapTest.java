package dev.jobrunner.core;

import dev.jobrunner.core.testing.ImportMap;
import dev.jobrunner.core.testing.TimeRule;
import org.junit.jupiter.api.Test;

class ImportMapTest {

    @Test
    void packagesImportWhatTheArchitecturePageAllowsAndNothingElse() {
        ImportMap.check("core");
    }

    @Test
    void nothingReadsTheWallClockOfTheMachine() {
        TimeRule.check("core");
    }
}
