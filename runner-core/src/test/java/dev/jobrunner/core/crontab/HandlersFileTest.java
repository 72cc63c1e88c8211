package dev.jobrunner.core.crontab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandlersFileTest {

    private static final CrontabOptions USER = new CrontabOptions(false, null, Set.of());

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '^', textBlock = """
            /usr/bin/backup  --full   /srv;   /usr/bin/backup --full /srv
            a && b;                           sh -c 'a && b'
            cd /srv;                          sh -c 'cd /srv'
            X=1 run;                          sh -c 'X=1 run'
            say 'it is';                      sh -c 'say '\\''it is'\\'''
            ls *.txt;                         sh -c 'ls *.txt'
            http://example.org/x;             sh -c http://example.org/x
            mail root%Hello you%Bye;          sh -c 'printf '\\''%s\\n'\\'' '\\''Hello you'\\'' Bye | mail root'
            cat%;                             sh -c 'cat </dev/null'
            """)
    void aShellIsWrittenOnlyWhereTheLineUsesOne(String command, String value) {
        assertThat(entries("* * * * * " + command).get(0).handlerValue()).isEqualTo(value);
    }

    @Test
    void variablesComeInFrontAndTheShellOfTheCrontabIsUsed() {
        List<CrontabEntry> entries =
                entries("SHELL=/bin/bash", "MODE=two words", "* * * * * run", "* * * * * run; stop");
        assertThat(entries)
                .extracting(CrontabEntry::handlerValue)
                .containsExactly(
                        "env SHELL=/bin/bash 'MODE=two words' run",
                        "env SHELL=/bin/bash 'MODE=two words' /bin/bash -c 'run; stop'");
    }

    @Test
    void theFileIsReadableByAPersonAndHoldsOneSettingATask() {
        List<String> lines =
                List.of("CRON_TZ=Europe/Berlin", "30 2 * * * root /usr/bin/backup", "@daily bob a; b \"$C\"");
        CrontabImport read = CrontabImport.read(lines, USER.withUserColumn(true));
        assertThat(read.handlersFile())
                .startsWith("# Commands taken from a crontab.")
                .endsWith("""

                # line 2: 30 2 * * * (Europe/Berlin), as root
                HANDLER_BACKUP="/usr/bin/backup"

                # line 3: @daily (Europe/Berlin), as bob
                HANDLER_A="sh -c 'a; b \\"\\$C\\"'"
                """);
    }

    /** From the crontab through a shell that reads the file, and the splitting of a worker, to what a command prints. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '^', textBlock = """
            printf '[\\%s]' "a b" 'c"d' e\\ f;          [a b][c"d][e f]
            printf \\%s "$GREETING" | tr a-z A-Z;         IT'S "$5" `X` \\N
            echo `echo $((1 + 2))` '$HOME' "\\\\$x" #c; 3 $HOME \\
            cat%first 'line'%  second "$x" \\%s \\n;    first 'line'|  second "$x" %s \\n
            cat && echo end%in;                          in|end
            cat%;                                       ^^
            cat%%%;                                     ^|^
            test -t 0 || echo no terminal # % a;        no terminal
            echo *.none ~ | cut -c1-6%x;                *.none
            sh -c 'echo "nested $0"' "it's";            nested it's
            env;                                        GREETING=
            """)
    void whatCronWouldRunIsWhatRuns(String command, String expected) throws Exception {
        String shown = run(
                entries("GREETING=it's \"$5\" `x` \\n", "* * * * * " + command).get(0));
        if (command.equals("env")) {
            assertThat(shown).contains("GREETING=it's \"$5\" `x` \\n");
        } else {
            assertThat(shown.replace('\n', '|').replaceFirst("\\|+$", ""))
                    .isEqualTo(expected.equals("|") ? "" : expected);
        }
    }

    private String run(CrontabEntry entry) throws Exception {
        Path file = folder.resolve("handlers.env");
        Files.writeString(file, HandlersFile.render(List.of(entry)));
        String value = output("sh", "-c", ". " + file + " && printf %s \"$" + entry.handlerSetting() + "\"");
        assertThat(value).isEqualTo(entry.handlerValue());
        return output(split(value).toArray(String[]::new));
    }

    private String output(String... arguments) throws Exception {
        Process process = new ProcessBuilder(arguments)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static List<CrontabEntry> entries(String... lines) {
        CrontabImport read = CrontabImport.read(List.of(lines), USER);
        assertThat(read.problems()).isEmpty();
        return read.entries();
    }

    /** How a worker splits a command line, as the contract of HANDLER_ settings says it. */
    private static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote == 0 && c == ' ') {
                if (word != null) {
                    words.add(word.toString());
                }
                word = null;
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (quote == 0 && c == '\\') {
                i++;
                word.append(line.charAt(i));
            } else {
                word.append(c);
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }
}
