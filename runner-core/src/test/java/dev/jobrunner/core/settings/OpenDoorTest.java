package dev.jobrunner.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class OpenDoorTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.1.2.3"})
    void onLoopbackAnythingGoes(String address) {
        assertThatCode(() -> OpenDoor.refuse(listeningAt(address))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.1.2.3", "", " ", "no-such-host.invalid"})
    void beyondLoopbackAPasswordIsNeeded(String address) {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> OpenDoor.refuse(listeningAt(address)))
                .withMessage(
                        "ADMIN_PASSWORD is not set, and the scheduler would listen beyond this machine; set one (openssl"
                                + " rand -base64 18 makes one), or SERVER_ADDRESS=127.0.0.1 to stay on this machine");
    }

    @Test
    void whereNoAddressIsSetAPasswordIsNeeded() {
        assertThatExceptionOfType(StartRefused.class).isThrownBy(() -> OpenDoor.refuse(new MockEnvironment()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "admin",
                "Admin",
                "admin123",
                "password",
                "P@ssw0rd",
                "p4ssword",
                "Passw0rd!2024",
                "password1",
                "secret",
                "s3cret",
                "changeme",
                "change-me",
                "Change_Me_Now",
                "jobrunner",
                "job-runner-2026",
                "12345678",
                "123456789012",
                "1234567890",
                "87654321",
                "abcdefgh",
                "00000000",
                "abababab",
                "qwertyuiop",
                "qwerty123",
                "letmein!!",
                "short7!",
            })
    void aPasswordThatEverybodyTriesFirstIsRefusedWithoutRepeatingIt(String password) {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(
                        () -> OpenDoor.refuse(new MockEnvironment().withProperty("jobrunner.admin-password", password)))
                .withMessageStartingWith("ADMIN_PASSWORD is ")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("'" + password, "\"" + password));
    }

    @ParameterizedTest
    @ValueSource(strings = {"correct horse", "k7pqm-x3v9t", "Tr0ub4dor&3", "geheim-im-keller", "admin-of-the-north"})
    void aPasswordThatSomebodyHasChosenIsTaken(String password) {
        assertThatCode(() -> OpenDoor.refuse(new MockEnvironment().withProperty("jobrunner.admin-password", password)))
                .doesNotThrowAnyException();
    }

    @Test
    void theOtherUsersPasswordsAreLookedAtToo() {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> OpenDoor.refuse(new MockEnvironment()
                        .withProperty("jobrunner.admin-password", "k7pqm-x3v9t")
                        .withProperty("jobrunner.viewer-password", "viewer")))
                .withMessageStartingWith("VIEWER_PASSWORD is a well-known default");
    }

    @Test
    void twoUsersDoNotShareAPassword() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PasswordSettings("k7pqm-x3v9t", null, "k7pqm-x3v9t"))
                .withMessageContaining("must differ")
                .withMessageNotContaining("k7pqm");
    }

    private static MockEnvironment listeningAt(String address) {
        return new MockEnvironment().withProperty("server.address", address);
    }
}
