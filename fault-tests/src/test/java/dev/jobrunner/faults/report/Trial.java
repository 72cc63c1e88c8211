package dev.jobrunner.faults.report;

import dev.jobrunner.faults.evidence.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** One trial: its seed, what was done, and what came of it. */
public final class Trial {

    /** Where the results of a build are gathered; the page is written from it. */
    public static final Path RESULTS = Path.of("target", "faults", "results.tsv");

    private final String fault;
    private final long seed;
    private final Random random;
    private final Harm harm = new Harm();

    private Trial(String fault, long seed) {
        this.fault = fault;
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** {@code -Djobrunner.faults.seed=…} repeats a trial. */
    public static Trial of(String fault) {
        long seed = Long.getLong("jobrunner.faults.seed", System.nanoTime() & 0xffff_ffffL);
        System.out.println("Trial: " + fault + " (" + Size.word() + ", -Djobrunner.faults.seed=" + seed + ")");
        return new Trial(fault, seed);
    }

    public Random random() {
        return random;
    }

    /** Counts what is done to the installation. */
    public Harm harm() {
        return harm;
    }

    /** Keeps the result, and prints it. */
    public void ended(Verdict verdict, String remark) {
        write(Result.of(fault, harm, verdict, remark));
    }

    /** A broken variant was caught. */
    public void caught(String by) {
        ended("caught: " + by);
    }

    /** For what the checker has no part in. */
    public void ended(String remark) {
        write(Result.of(fault, harm, Verdict.NOTHING, remark));
    }

    private void write(Result result) {
        System.out.println("  " + result.sentence());
        try {
            Files.createDirectories(RESULTS.getParent());
            Files.writeString(
                    RESULTS,
                    result.line(Size.word(), seed) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
