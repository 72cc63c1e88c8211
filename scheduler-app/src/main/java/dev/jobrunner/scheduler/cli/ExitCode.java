package dev.jobrunner.scheduler.cli;

/** What the exit code of a command says. */
final class ExitCode {

    static final int GOOD = 0;

    /** Not healthy, or not done. */
    static final int DEGRADED_OR_REFUSED = 1;

    /** Wrong use, a wrong setting, or a database that cannot be asked. */
    static final int WRONG_USE_OR_UNREACHABLE = 2;

    /** There is something to do, which nobody has done. */
    static final int DIFFERENT = 3;

    private ExitCode() {}
}
