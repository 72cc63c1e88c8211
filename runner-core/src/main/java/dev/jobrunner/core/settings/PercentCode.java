package dev.jobrunner.core.settings;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-decoding by RFC 3986: a {@code +} stays a plus. */
final class PercentCode {

    private static final int HEX = 16;

    private PercentCode() {}

    /** @throws StartRefused naming only the part, if an escape is not {@code %} and two hex digits, or not UTF-8 */
    static String decode(String text, String part) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int index = 0; index < bytes.length; index++) {
            if (bytes[index] != '%') {
                decoded.write(bytes[index]);
                continue;
            }
            int high = index + 2 < bytes.length ? Character.digit(bytes[index + 1], HEX) : -1;
            int low = index + 2 < bytes.length ? Character.digit(bytes[index + 2], HEX) : -1;
            if (high < 0 || low < 0) {
                throw wrong(part, "contains a % that two hex digits do not follow; write a percent sign as %25");
            }
            decoded.write(high * HEX + low);
            index += 2;
        }
        return asText(decoded.toByteArray(), part);
    }

    private static String asText(byte[] bytes, String part) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw wrong(part, "contains %00, which PostgreSQL does not accept");
            }
            return text;
        } catch (CharacterCodingException notUtf8) {
            throw wrong(part, "contains escapes that are not UTF-8");
        }
    }

    private static StartRefused wrong(String part, String complaint) {
        return new StartRefused("The " + part + " part of " + DatabaseUrl.VARIABLE + " " + complaint);
    }
}
