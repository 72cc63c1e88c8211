package dev.jobrunner.scheduler.input;

/** Reads a whole number within bounds. */
public final class WholeNumber {

    private WholeNumber() {}

    /** @throws InvalidInputException if it is not a whole number from {@code least} to {@code most} */
    public static int parse(String field, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // both ways of being wrong get the same answer
        }
        throw new InvalidInputException(field, text, "a whole number from " + least + " to " + most);
    }
}
