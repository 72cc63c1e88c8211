package dev.jobrunner.faults.peers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;

/** What a process that runs jobs is told on its command line. */
record WorkerArguments(String address, Peer.Pace pace) {

    /** Jobs at once in each process. */
    static final int SLOTS = 4;

    static WorkerArguments parse(String[] words) {
        return new WorkerArguments(words[0], Peer.Pace.valueOf(words[1]));
    }

    List<String> words() {
        return List.of(address, pace.name());
    }

    boolean quick() {
        return pace == Peer.Pace.QUICK;
    }

    /** For all slots, and two connections more for polling and heartbeats. */
    HikariDataSource pool() {
        return pool(address, SLOTS + 2);
    }

    static HikariDataSource pool(String address, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address);
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }

    /** Tells the harness that jobs can come. */
    static void ready() {
        System.out.println(Group.READY);
    }
}
