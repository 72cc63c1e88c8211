package dev.jobrunner.benchmarks.report;

import java.util.Locale;

/** A drawing, written shape by shape. */
final class Svg {

    /** Colours that people who see few colours can tell apart, too. */
    private static final String[] COLOURS = {
        "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8a6d3b", "#666666", "#b2182b"
    };

    private final StringBuilder text = new StringBuilder();

    Svg(int width, int height, String title) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\">",
                width, height, width, height);
        add("<title>%s</title>", escape(title));
        add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
        text(16, 24, "start", title, "font-size=\"15\" font-weight=\"bold\"");
    }

    static String colour(int index) {
        return COLOURS[index % COLOURS.length];
    }

    void bar(double x, double y, double width, double height, String colour) {
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>", x, y, width, height, colour);
    }

    void line(double x1, double y1, double x2, double y2, String colour) {
        add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>", x1, y1, x2, y2, colour);
    }

    /** @param points pairs as {@code x,y x,y} */
    void polyline(String points, String colour) {
        add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", points, colour);
    }

    void text(double x, double y, String anchor, String words) {
        text(x, y, anchor, words, "");
    }

    private void text(double x, double y, String anchor, String words, String attributes) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#222222\" %s>%s</text>",
                x, y, anchor, attributes, escape(words));
    }

    String end() {
        return text.append("</svg>\n").toString();
    }

    private void add(String pattern, Object... values) {
        text.append(String.format(Locale.ROOT, pattern, values)).append('\n');
    }

    private static String escape(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
