package dev.jobrunner.faults.peers;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A job runner that is not ours, set up as its documentation asks for. */
interface Peer {

    String name();

    /** How it finds out about dead processes by default, and how at {@link Pace#QUICK}. */
    String detection(Pace pace);

    /** The main class of a process that runs jobs; its arguments are those of {@link WorkerArguments}. */
    Class<?> worker();

    void createSchema(HikariDataSource database) throws Exception;

    /** The public way in, from another process than those that run jobs. */
    Client connect(HikariDataSource database) throws Exception;

    /** Jobs that it has not entered as done. */
    Set<Long> unsettled(JdbcClient database);

    /** Puts jobs into the queue. */
    interface Client extends AutoCloseable {

        /** Jobs that are due now and work for so long; they count as accepted when this returns. */
        void enqueue(List<Long> jobs, long millis) throws Exception;

        @Override
        void close();
    }

    /** How soon it is told to notice a dead process. */
    enum Pace {
        /** As it comes. */
        DEFAULT,
        /** In seconds, by settings that its documentation has. */
        QUICK;

        String word() {
            return this == DEFAULT ? "default" : "quick";
        }
    }
}
