package dev.jobrunner.faults.harness;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A folder with one class that takes the place of the product's class of the same name in a worker: either that class with
 * other words in its SQL, or another one. A patch that no longer fits the product fails, so that it cannot go blind.
 */
public final class Patch {

    private static final int UTF8 = 1;
    private static final int CLASS_FILE = 0xCAFEBABE;

    private Patch() {}

    /** The class with each {@code replacements[2n]} in its texts replaced by {@code replacements[2n + 1]}. */
    public static Path ofTexts(Path folder, String className, String... replacements) {
        String file = className.replace('.', '/') + ".class";
        try (InputStream original = Patch.class.getClassLoader().getResourceAsStream(file)) {
            if (original == null) {
                throw new IllegalStateException("There is no class " + className + " to patch");
            }
            Path patched = folder.resolve(file);
            Files.createDirectories(patched.getParent());
            Files.write(patched, replaced(new DataInputStream(original), className, replacements));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A class compiled from this source. */
    public static Path ofSource(Path folder, String className, String source) {
        try {
            Path file = folder.resolve("source").resolve(className.replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source);
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            ByteArrayOutputStream complaints = new ByteArrayOutputStream();
            int code = compiler.run(
                    null,
                    complaints,
                    complaints,
                    "-proc:none",
                    "-d",
                    folder.toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    file.toString());
            if (code != 0) {
                throw new IllegalStateException(className + " does not compile: " + complaints);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] replaced(DataInputStream in, String className, String... replacements) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        if (in.readInt() != CLASS_FILE) {
            throw new IllegalStateException(className + " is no class file");
        }
        out.writeInt(CLASS_FILE);
        out.writeInt(in.readInt());
        int count = in.readUnsignedShort();
        out.writeShort(count);
        List<String> unused = new ArrayList<>();
        for (int i = 0; i < replacements.length; i += 2) {
            unused.add(replacements[i]);
        }
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            out.writeByte(tag);
            if (tag == UTF8) {
                String text = in.readUTF();
                for (int r = 0; r < replacements.length; r += 2) {
                    if (text.contains(replacements[r])) {
                        unused.remove(replacements[r]);
                        text = text.replace(replacements[r], replacements[r + 1]);
                    }
                }
                out.writeUTF(text);
            } else {
                out.write(in.readNBytes(lengthOf(tag)));
                i += tag == 5 || tag == 6 ? 1 : 0; // a long or a double takes two places
            }
        }
        if (!unused.isEmpty()) {
            throw new IllegalStateException("The patch does not fit " + className + " any more; it has no: " + unused);
        }
        in.transferTo(out);
        return bytes.toByteArray();
    }

    /** Of an entry of the constant pool, by its tag; JVM specification, 4.4. */
    private static int lengthOf(int tag) {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case 5, 6 -> 8;
            default -> throw new IllegalStateException("unknown constant " + tag);
        };
    }
}
