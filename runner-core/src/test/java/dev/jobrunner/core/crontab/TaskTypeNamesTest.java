package dev.jobrunner.core.crontab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskTypeNamesTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
            /usr/local/bin/backup-db.sh --full;                            backup_db
            php /srv/app/artisan schedule:run;                             php_artisan
            cd /srv/app && /usr/bin/python3 -m reports.daily;              python3_reports_daily
            [ -x /usr/sbin/logrotate ] && /usr/sbin/logrotate /etc/l.conf; logrotate
            flock -n /tmp/x.lock /usr/bin/sync-all;                        sync_all
            flock /tmp/x.lock sync;                                        sync
            sudo -u www-data nice -n 10 /opt/Report Daily;                 report
            timeout 10m /usr/bin/env FOO=secret node /srv/index.js;        node_index
            sh -c 'exec /opt/job.sh';                                      job
            java -Xmx1g -jar /opt/etl.jar --password hunter2;              java_etl
            docker compose up;                                             docker_compose
            curl -u user:secret https://u:pw@api.example.org/x?token=abc;  curl_api_example_org
            mysqldump -psecret --all-databases | gzip > /b.gz;             mysqldump
            PGPASSWORD=secret psql -c 'select 1';                          psql
            python3 -c 'secret()';                                         python3
            7zip a b;                                                      job_7zip
            echo hello;                                                    job
            ää;                                                            job
            /opt/a-very-long-program-name-that-goes-on-and-on-and-on;      a_very_long_program_name_that_goes_on_an
            """)
    void aTypeIsNamedAfterItsProgramAndTellsNoSecret(String command, String type) {
        assertThat(new TaskTypeNames(Set.of()).suggest(command)).isEqualTo(type);
    }
}
