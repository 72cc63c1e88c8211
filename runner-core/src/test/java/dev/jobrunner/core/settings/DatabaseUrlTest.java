package dev.jobrunner.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    private static final String SECRET = "s3cr3tS3cr3t";

    @ParameterizedTest
    @CsvSource({
        "postgres://h/d,                                     jdbc:postgresql://h:5432/d",
        "postgresql://h:6543/d,                              jdbc:postgresql://h:6543/d",
        "jdbc:postgresql://h/d?currentSchema=x,              jdbc:postgresql://h:5432/d?currentSchema=x",
        "POSTGRES://h/d,                                     jdbc:postgresql://h:5432/d",
        "postgres://[::1]:6000/d,                            jdbc:postgresql://[::1]:6000/d",
        "postgres://[2001:db8::7]/d,                         jdbc:postgresql://[2001:db8::7]:5432/d",
        "'postgres://one,two:6000/d?targetServerType=primary', 'jdbc:postgresql://one:5432,two:6000/d?targetServerType=primary'",
        "postgres://h/my%20db+1,                             jdbc:postgresql://h:5432/my%20db%2B1",
        "postgres://h/d?sslmode=require&connect_timeout=7,   jdbc:postgresql://h:5432/d?sslmode=require&connectTimeout=7",
        "postgres://h/d?,                                    jdbc:postgresql://h:5432/d",
        "'  postgres://h/d  ',                               jdbc:postgresql://h:5432/d",
    })
    void everySpellingBecomesAJdbcUrl(String text, String jdbcUrl) {
        DatabaseUrl url = DatabaseUrl.parse(text);

        assertThat(url.jdbcUrl()).isEqualTo(jdbcUrl);
        assertThat(url.user()).isNull();
        assertThat(url.password()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://user:p%40ss@host:5432/db,       user,  p@ss",
        "postgres://user:p%3A%2F%3F%23%25@h/db,     user,  p:/?#%",
        "postgres://user:a+b@h/db,                  user,  a+b",
        "postgres://user:a@b:c@h/db,                user,  a@b:c",
        "postgres://us%40er@h/db,                   us@er, ",
        "postgres://user:%C3%A9@h/db,               user,  é",
        "jdbc:postgresql://h/db?user=u&password=p%26q, u,  p&q",
        "jdbc:postgresql://u:p@h/db,                u,     p",
    })
    void userAndPasswordAreDecodedAndLeaveTheUrl(String text, String user, String password) {
        DatabaseUrl url = DatabaseUrl.parse(text);

        assertThat(url.user()).isEqualTo(user);
        assertThat(url.password()).isEqualTo(password);
        assertThat(url.jdbcUrl()).doesNotContain("@", "user", "password");
    }

    @Test
    void anEmptyPasswordIsAPassword() {
        assertThat(DatabaseUrl.parse("postgres://u:@h/d").password()).isEmpty();
    }

    @Test
    void theTextFormHidesThePassword() {
        assertThat(DatabaseUrl.parse("postgres://u:" + SECRET + "@h/d"))
                .hasToString("jdbc:postgresql://h:5432/d as u with a password");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgres://u:s3cr3tS3cr3t@/d               | names no host",
                "postgres:///d                              | names no host",
                "postgres://u:s3cr3tS3cr3t@h                | names no database",
                "postgres://u:s3cr3tS3cr3t@h/               | names no database",
                "postgres://u:s3cr3tS3cr3t@h/?a=b           | names no database",
                "postgres://u:s3cr3tS3cr3t@h:54x2/d         | port",
                "postgres://u:s3cr3tS3cr3t@h:0/d            | port",
                "postgres://u:s3cr3tS3cr3t@h:65536/d        | port",
                "postgres://u:s3cr3tS3cr3t@h:/d             | port",
                "postgres://u:s3cr3tS3cr3t%4@h/d            | hex digits",
                "postgres://u:%zzs3cr3tS3cr3t@h/d           | hex digits",
                "postgres://u:s3cr3tS3cr3t%ff@h/d           | UTF-8",
                "postgres://u:s3cr3tS3cr3t%00@h/d           | %00",
                "postgres://u:s3cr3tS3cr3t/more@h/d         | %2F",
                "postgres://u:s3cr3tS3cr3t?more@h/d         | %3F",
                "postgres://u:a@s3cr3tS3cr3t/b@h/d          | %40",
                "postgres://u:s3cr3tS3cr3t#more@h/d         | %23",
                "postgres://u:s3cr3t S3cr3t@h/d             | space",
                "postgres://u:s3cr3tS3cr3t                  | port",
                "postgres://u:s3cr3tS3cr3t@::1/d            | IPv6",
                "postgres://u:s3cr3tS3cr3t@h/d/e            | %2F",
                "mysql://u:s3cr3tS3cr3t@h/d                 | but with mysql:",
                "s3cr3tS3cr3t://h/d                         | does not begin with",
                "u:s3cr3tS3cr3t@h/d                         | does not begin with",
                "s3cr3tS3cr3t                               | does not begin with",
            })
    void whatIsWrongIsToldWithoutThePassword(String text, String complaint) {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> DatabaseUrl.parse(text))
                .withMessageContaining("DATABASE_URL")
                .withMessageContaining(complaint)
                .satisfies(refused -> assertThat(refused.toString()).doesNotContain("s3cr3t", "S3cr3t", "\n"))
                .withNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"@:/?#%", ":::///", "@@@", "%%%", "?&=&?", "[]:", "//@//", ","})
    void noArrangementOfSeparatorsLeaksThePassword(String separators) {
        Random random = new Random(separators.hashCode());
        for (int round = 0; round < 5_000; round++) {
            String text = "postgres://" + shuffled(separators, random);
            try {
                assertThat(DatabaseUrl.parse(text)).isNotNull();
            } catch (StartRefused refused) {
                assertThat(refused.getMessage()).doesNotContain("QQ", "\n");
            }
        }
    }

    private static String shuffled(String separators, Random random) {
        StringBuilder text = new StringBuilder();
        for (int piece = 0; piece < 8; piece++) {
            text.append(separators.charAt(random.nextInt(separators.length())));
            text.append(random.nextInt(3) == 0 ? "" : "QQ" + random.nextInt(99_999));
        }
        return text.toString();
    }
}
