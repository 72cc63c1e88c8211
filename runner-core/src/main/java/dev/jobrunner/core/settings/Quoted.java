package dev.jobrunner.core.settings;

/** Foreign text made fit for one line of a message. */
final class Quoted {

    private static final int MOST_CHARACTERS = 60;

    private Quoted() {}

    /** In quotation marks, without line breaks or terminal commands, cut when it is long. */
    static String of(String text) {
        String plain = text.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
        return plain.length() <= MOST_CHARACTERS
                ? '"' + plain + '"'
                : '"' + plain.substring(0, MOST_CHARACTERS) + "…\"";
    }
}
