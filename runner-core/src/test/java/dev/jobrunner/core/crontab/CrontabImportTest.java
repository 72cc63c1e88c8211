package dev.jobrunner.core.crontab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrontabImportTest {

    private static final CrontabOptions USER = new CrontabOptions(false, null, Set.of());
    private static final CrontabOptions SYSTEM = USER.withUserColumn(true);

    @Test
    void aRealCrontabBecomesOneEntryALine() {
        CrontabImport read = read(USER, """
                # m h  dom mon dow   command
                SHELL=/bin/bash
                PATH = /usr/local/bin:/usr/bin:/bin
                MAILTO="ops@example.org"

                */5 * * * *\t/usr/local/bin/poll --all
                CRON_TZ=Europe/Berlin
                30 2 * * mon-fri  cd /srv/app && php artisan schedule:run >> /dev/null 2>&1
                @daily /opt/backup.sh
                CRON_TZ=
                -0 4 1 * * date +\\%F > /tmp/day
                """);

        assertThat(read.problems()).isEmpty();
        assertThat(read.entries())
                .extracting(
                        CrontabEntry::line,
                        CrontabEntry::pattern,
                        CrontabEntry::timeZone,
                        CrontabEntry::command,
                        CrontabEntry::taskType)
                .containsExactly(
                        tuple(6, "*/5 * * * *", "UTC", "/usr/local/bin/poll --all", "poll"),
                        tuple(
                                8,
                                "30 2 * * mon-fri",
                                "Europe/Berlin",
                                "cd /srv/app && php artisan schedule:run >> /dev/null 2>&1",
                                "php_artisan"),
                        tuple(9, "@daily", "Europe/Berlin", "/opt/backup.sh", "backup"),
                        tuple(11, "0 4 1 * *", "UTC", "date +%F > /tmp/day", "job"));
        assertThat(read.entries().get(0).environment())
                .containsExactly(Map.entry("SHELL", "/bin/bash"), Map.entry("PATH", "/usr/local/bin:/usr/bin:/bin"));
        assertThat(read.remarks()).singleElement().satisfies(remark -> {
            assertThat(remark.line()).isEqualTo(4);
            assertThat(remark.reason()).contains("nothing is mailed");
        });
    }

    @Test
    void aSystemCrontabHasAUserColumn() {
        CrontabImport read = read(SYSTEM, """
                17 *  * * *  root    cd / && run-parts --report /etc/cron.hourly
                @weekly www-data /usr/bin/php /srv/clean.php
                0 5 * * * root
                """);

        assertThat(read.entries())
                .extracting(CrontabEntry::user, CrontabEntry::command, CrontabEntry::taskType)
                .containsExactly(
                        tuple("root", "cd / && run-parts --report /etc/cron.hourly", "run_parts"),
                        tuple("www-data", "/usr/bin/php /srv/clean.php", "php_clean"));
        assertThat(read.problems())
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.reason())
                                .isEqualTo(
                                        "is no entry: expected five time fields, a user and a command, no comment and no NAME=value"));
        assertThat(read.remarks()).extracting(CrontabProblem::line).containsExactly(1, 2);
    }

    @Test
    void aForgottenUserColumnIsSuspected() {
        assertThat(read(USER, "0 5 * * * root /usr/bin/backup").remarks())
                .singleElement()
                .satisfies(remark -> assertThat(remark.reason()).contains("looks like a user column"));
    }

    @ParameterizedTest
    @CsvSource({
        "/etc/crontab, true",
        "/etc/cron.d/php, true",
        "/backup/etc/cron.d/../cron.d/php, true",
        "/etc/crontab.old, false",
        "/var/spool/cron/crontabs/alice, false",
        "crontab, false"
    })
    void thePlaceOfAFileTellsWhetherItHasAUserColumn(Path file, boolean expected) {
        assertThat(CrontabOptions.forFile(file).withUserColumn()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '^', textBlock = """
            @reboot /usr/bin/agent;               @reboot is no time
            @sometimes /usr/bin/agent;            pattern '@sometimes' is not a known macro
            61 * * * * x;                         has '61' as its minute
            0 0 30 2 * x;                         never fires
            0 0 */2 * 1 x;                        cron runs it on days that match both day fields
            0 0 13 * */2 x;                       cron runs it on days that match both day fields
            0~59 * * * * x;                       has the character '~'
            * * * * *;                            is no entry: expected five time fields and a command
            @daily;                               is no entry: expected a macro and a command
            * * * * * %only input;                has no command before its first %
            hello;                                is no entry
            FOO-BAR=1;                            is no entry
            * * * * * printf \u0007x;             is not UTF-8 text: it contains U+0007
            """)
    void anEntryThatCannotBeTakenSaysWhy(String line, String reason) {
        CrontabImport read = CrontabImport.read(List.of("# first", line), USER);
        assertThat(read.entries()).isEmpty();
        assertThat(read.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.reason()).contains(reason);
        });
    }

    @Test
    void anUnknownZoneStopsTheEntriesBelowItOnly() {
        CrontabImport read = read(USER, """
                0 1 * * * first
                CRON_TZ=Europe/Berln
                0 2 * * * second
                CRON_TZ=Europe/Berlin
                0 3 * * * third
                """);
        assertThat(read.entries()).extracting(CrontabEntry::command).containsExactly("first", "third");
        assertThat(read.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.reason()).contains("'Europe/Berln' is not known: did you mean Europe/Berlin?");
        });
    }

    @Test
    void zonesComeFromTheOptionsThenTzThenCronTz() {
        CrontabImport read = read(USER.withTimeZone("Asia/Kathmandu"), """
                0 1 * * * a
                TZ=Africa/Cairo
                0 1 * * * b
                CRON_TZ='Pacific/Apia'
                0 1 * * * c
                """);
        assertThat(read.entries())
                .extracting(CrontabEntry::timeZone)
                .containsExactly("Asia/Kathmandu", "Africa/Cairo", "Pacific/Apia");
        assertThat(read.entries().get(2).environment()).containsOnlyKeys("TZ");
        assertThat(read.remarks())
                .singleElement()
                .satisfies(remark -> assertThat(remark.reason()).startsWith("TZ is taken as the time zone"));
    }

    @Test
    void variablesHoldForTheLinesBelowThem() {
        CrontabImport read = read(USER, """
                * * * * * a
                MODE = "two words"
                * * * * * b
                MODE=
                LEVEL='3'
                BROKEN="x
                * * * * * c
                """);
        assertThat(read.entries())
                .extracting(CrontabEntry::environment)
                .containsExactly(Map.of(), Map.of("MODE", "two words"), Map.of("MODE", "", "LEVEL", "3"));
        assertThat(read.remarks())
                .singleElement()
                .satisfies(remark -> assertThat(remark.reason()).contains("BROKEN is not set"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '^', textBlock = """
            cmd a%in 1%in 2;    cmd a;     in 1|in 2|
            cmd a%in%;          cmd a;     in|
            cmd a%%x;           cmd a;     |x|
            cmd +\\%F%50\\%;    cmd +%F;   50%|
            cmd a\\b%c\\d;      cmd a\\b;  c\\d|
            cmd a\\\\%in;       cmd a\\\\; in|
            cmd %;              cmd;       ^^
            cmd +\\%F \\;       cmd +%F \\;
            """)
    void percentSignsSeparateTheCommandFromItsInput(String field, String command, String stdin) {
        CrontabEntry entry = read(USER, "* * * * * " + field).entries().get(0);
        assertThat(entry.command()).isEqualTo(command);
        assertThat(entry.stdin()).isEqualTo(stdin == null ? null : stdin.replace('|', '\n'));
    }

    @Test
    void linesMayEndWithACarriageReturnAndBeginWithAByteOrderMark(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("crontab");
        Files.writeString(file, "\ufeff# from Windows\r\n\r\nA=b\r\n0 5 * * * run me\r\n");
        CrontabImport read = CrontabImport.read(file, USER);
        assertThat(read.problems()).isEmpty();
        assertThat(read.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.command()).isEqualTo("run me");
            assertThat(entry.environment()).containsEntry("A", "b");
        });
    }

    @Test
    void aFileFullOfNonsenseIsSurvived(@TempDir Path folder) throws Exception {
        byte[] noise = new byte[4 << 20];
        new Random(42).nextBytes(noise);
        Path binary = Files.write(folder.resolve("binary"), noise);
        Path longLines = Files.writeString(
                folder.resolve("long"), ("* ".repeat(1 << 19) + "\n").repeat(5) + "0 5 * * * still read\n");

        CrontabImport fromBinary = CrontabImport.read(binary, USER);
        assertThat(fromBinary.problems()).hasSize(CrontabReader.MOST_PROBLEMS + 1);
        assertThat(fromBinary.problems().get(CrontabReader.MOST_PROBLEMS).reason())
                .startsWith("is not read, nor is any line below");
        assertThat(fromBinary.problems())
                .allSatisfy(problem -> assertThat(problem.toString()).matches("[\\x20-\\x7e]{1,600}"));

        CrontabImport fromLong = CrontabImport.read(longLines, USER);
        assertThat(fromLong.problems())
                .hasSize(5)
                .allSatisfy(problem ->
                        assertThat(problem.reason()).isEqualTo("has 1048576 characters; at most 8192 are allowed"));
        assertThat(fromLong.entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.command()).isEqualTo("still read"));
    }

    @Test
    void everyLineIsCommentAssignmentEntryOrProblem() {
        Random random = new Random(7);
        String alphabet = "0159*/-,% \t#@=\\\"'abdFILY$`é\u0000|&;";
        List<String> lines = random.ints(5_000, 0, 60)
                .mapToObj(length -> random.ints(length, 0, alphabet.length())
                        .mapToObj(i -> alphabet.substring(i, i + 1))
                        .reduce("", String::concat))
                .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
                .filter(line -> !CrontabEnvironment.isAssignment(line.strip()))
                .limit(900)
                .toList();
        CrontabImport read = CrontabImport.read(lines, USER);
        assertThat(read.entries().size() + read.problems().size()).isEqualTo(900);
    }

    @Test
    void aHugeFileAndAHugeNumberOfEntriesAreCutOff(@TempDir Path folder) throws Exception {
        Path huge = folder.resolve("huge");
        Files.write(huge, new byte[(int) CrontabImport.MAX_BYTES + 1]);
        assertThat(CrontabImport.read(huge, USER).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason())
                        .isEqualTo("the file has 16777217 bytes; at most 16777216 are read"));

        CrontabImport many = CrontabImport.read(Collections.nCopies(10_001, "* * * * * same"), USER);
        assertThat(many.entries())
                .hasSize(10_000)
                .extracting(CrontabEntry::taskType)
                .doesNotHaveDuplicates();
        assertThat(many.problems()).hasSize(1);
    }

    @Test
    void typesThatExistAreNotSuggestedAgain() {
        CrontabOptions options = USER.withTakenTypes(Set.of("php-artisan", "backup"));
        assertThat(CrontabImport.read(
                                Arrays.asList(
                                        "* * * * * /a/backup.sh", "* * * * * /b/Backup.py", "* * * * * php artisan"),
                                options)
                        .entries())
                .extracting(CrontabEntry::taskType, CrontabEntry::handlerSetting)
                .containsExactly(
                        tuple("backup_2", "HANDLER_BACKUP_2"),
                        tuple("backup_3", "HANDLER_BACKUP_3"),
                        tuple("php_artisan_2", "HANDLER_PHP_ARTISAN_2"));
    }

    private static CrontabImport read(CrontabOptions options, String text) {
        return CrontabImport.read(List.of(text.split("\n", -1)), options);
    }
}
