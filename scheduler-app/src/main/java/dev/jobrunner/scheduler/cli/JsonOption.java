package dev.jobrunner.scheduler.cli;

import picocli.CommandLine.Option;

/** {@code --json}, or the word {@code json} at the end, which means the same. */
final class JsonOption {

    @Option(names = "--json", description = "Answer in JSON; the word 'json' at the end does the same.")
    private boolean json;

    boolean wanted() {
        return json;
    }
}
