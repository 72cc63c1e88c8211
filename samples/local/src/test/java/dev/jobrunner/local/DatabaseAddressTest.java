package dev.jobrunner.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

    @Test
    void userAndPasswordAreTakenOutOfTheAddressAndDecoded() {
        DatabaseAddress address =
                DatabaseAddress.parse("postgres://us%40er:p%3Aa+s%2Fs@db.example:6543/jobs?sslmode=require");

        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:6543/jobs?sslmode=require");
        assertThat(address.login()).containsEntry("user", "us@er").containsEntry("password", "p:a+s/s");
    }

    @Test
    void aJdbcAddressIsTakenAsItIs() {
        assertThat(DatabaseAddress.parse("jdbc:postgresql://db/jobs?user=u").jdbcUrl())
                .isEqualTo("jdbc:postgresql://db/jobs?user=u");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://u:hunter2@db/jobs",
                "postgresql:hunter2",
                "postgres://u:hunter2@/jobs",
                "hunter2",
                "postgres://u:hunter2@d b/x"
            })
    void anythingElseIsRefusedWithoutShowingThePassword(String url) {
        assertThatThrownBy(() -> DatabaseAddress.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void thePasswordIsNeverPartOfTheText() {
        assertThat(DatabaseAddress.parse("postgres://u:hunter2@db/jobs")).hasToString("jdbc:postgresql://db/jobs");
        assertThat(DatabaseAddress.parse("jdbc:postgresql://db/jobs?user=u&password=hunter2&ssl=true"))
                .hasToString("jdbc:postgresql://db/jobs?user=u&password=***&ssl=true");
    }
}
