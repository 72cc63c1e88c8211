package dev.jobrunner.scheduler.dashboard;

/** A page that the bar leads to. */
public enum Place {
    OVERVIEW("overview", "Overview", "/", "o"),
    TASKS("tasks", "Tasks", "/tasks", "t"),
    RUNS("runs", "Runs", "/runs", "r"),
    FAILURES("failures", "Failures", "/failures", "f"),
    SCHEDULE("schedule", "Schedule", "/schedule", "s"),
    GRAPH("graph", "Graph", "/graph", "d"),
    WORKERS("workers", "Workers", "/workers", "w"),
    AUDIT("audit", "Audit", "/audit", "a"),
    TOKENS("tokens", "Tokens", "/tokens", "k");

    private final String section;
    private final String label;
    private final String path;
    private final String key;

    Place(String section, String label, String path, String key) {
        this.section = section;
        this.label = label;
        this.path = path;
        this.key = key;
    }

    /** As a page names itself to the layout. */
    public String section() {
        return section;
    }

    public String label() {
        return label;
    }

    public String path() {
        return path;
    }

    /** Pressed after {@code g}, it leads there. */
    public String key() {
        return key;
    }

    public boolean visibleTo(Who who) {
        return switch (this) {
            case AUDIT -> who.operates();
            case TOKENS -> who.administers();
            default -> true;
        };
    }
}
