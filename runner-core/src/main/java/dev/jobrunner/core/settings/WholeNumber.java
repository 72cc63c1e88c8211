package dev.jobrunner.core.settings;

/** A count between two bounds, both allowed. */
record WholeNumber(int least, int most) implements Reading<Integer> {

    @Override
    public Integer read(String text) {
        return Integer.valueOf(text);
    }

    @Override
    public boolean allows(Integer value) {
        return value >= least && value <= most;
    }

    @Override
    public String write(Integer value) {
        return value.toString();
    }

    @Override
    public String form() {
        return "a whole number";
    }

    @Override
    public String range() {
        return "from " + least + " to " + most;
    }
}
