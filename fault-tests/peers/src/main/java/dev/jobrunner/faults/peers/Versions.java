package dev.jobrunner.faults.peers;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions of libraries, as the names of their jars on the class path say. */
final class Versions {

    private Versions() {}

    static String of(String artifact) {
        Matcher jar = Pattern.compile("[/:]" + Pattern.quote(artifact) + "-(\\d[^/:]*)\\.jar")
                .matcher(System.getProperty("java.class.path"));
        return jar.find() ? jar.group(1) : "of an unknown version";
    }
}
