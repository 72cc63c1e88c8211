package dev.jobrunner.scheduler;

import dev.jobrunner.core.testing.ImportMap;
import dev.jobrunner.core.testing.TimeRule;
import org.junit.jupiter.api.Test;

class ImportMapTest {

    @Test
    void packagesImportWhatTheArchitecturePageAllowsAndNothingElse() {
        ImportMap.check("scheduler");
    }

    @Test
    void nothingReadsTheWallClockOfTheMachine() {
        TimeRule.check("scheduler");
    }
}
