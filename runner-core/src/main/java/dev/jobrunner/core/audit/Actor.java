package dev.jobrunner.core.audit;

/**
 * Who acts, and through what.
 *
 * @param name of the user, the token ({@code token:<name>}) or, on the command line, of the system's user; not blank
 */
public record Actor(String name, Face face) {

    public Actor {
        if (name.isBlank()) {
            throw new IllegalArgumentException("An actor needs a name");
        }
    }

    @Override
    public String toString() {
        return name + " (" + face.word() + ")";
    }
}
