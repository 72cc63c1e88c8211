package dev.jobrunner.core.access;

/**
 * A token at the only moment when its text is known.
 *
 * @param secret what the program sends; to be shown once and kept nowhere
 */
public record IssuedToken(Token token, String secret) {

    @Override
    public String toString() {
        return "IssuedToken[" + token + "]";
    }
}
