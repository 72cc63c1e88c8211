package dev.jobrunner.scheduler.dashboard;

/** A page for something that does not exist (any more). The message is a sentence for people. */
public final class NotThereException extends RuntimeException {

    public NotThereException(String sentence) {
        super(sentence);
    }
}
