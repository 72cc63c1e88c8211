package dev.jobrunner.worker;

import dev.jobrunner.core.testing.ImportMap;
import dev.jobrunner.core.testing.TimeRule;
import org.junit.jupiter.api.Test;

class ImportMapTest {

    @Test
    void packagesImportWhatTheArchitecturePageAllowsAndNothingElse() {
        ImportMap.check("worker");
    }

    @Test
    void nothingReadsTheWallClockOfTheMachine() {
        TimeRule.check("worker");
    }
}
