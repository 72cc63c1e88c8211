package dev.jobrunner.worker.handler.command;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All processes of one run: the command, what it started, and what that started. A process belongs if its parent
 * does, if it is in the command's session, or if it carries the run's mark.
 */
final class ProcessFamily implements ProcessGroup {

    private final ProcessHandle command;
    private final RunMark mark;
    private final Map<Long, ProcessHandle> known = new HashMap<>();

    ProcessFamily(ProcessHandle command, RunMark mark) {
        this.command = command;
        this.mark = mark;
        known.put(command.pid(), command);
    }

    @Override
    public Set<ProcessHandle> living() {
        Set<Long> members = new HashSet<>();
        List<ProcessTable.Entry> table = ProcessTable.read();
        table.stream().filter(this::belongs).forEach(entry -> members.add(entry.pid()));
        boolean grown = true;
        while (grown) {
            grown = table.stream().anyMatch(entry -> members.contains(entry.parent()) && members.add(entry.pid()));
        }
        members.forEach(pid -> ProcessHandle.of(pid).ifPresent(handle -> known.put(pid, handle)));
        return table.isEmpty() ? descendants() : handles(members);
    }

    private boolean belongs(ProcessTable.Entry entry) {
        return entry.session() == command.pid() || isKnown(entry.pid()) || carriesMark(entry.pid());
    }

    private boolean isKnown(long pid) {
        return Optional.ofNullable(known.get(pid))
                .filter(ProcessHandle::isAlive)
                .isPresent();
    }

    private boolean carriesMark(long pid) {
        return ProcessTable.mark(pid).filter(mark::equals).isPresent();
    }

    private Set<ProcessHandle> handles(Set<Long> members) {
        return members.stream()
                .map(known::get)
                .filter(handle -> handle != null && handle.isAlive())
                .collect(Collectors.toSet());
    }

    /** What there is to know without a process table: children are lost once their parent has ended. */
    private Set<ProcessHandle> descendants() {
        for (ProcessHandle handle : List.copyOf(known.values())) {
            handle.descendants().forEach(descendant -> known.put(descendant.pid(), descendant));
        }
        return known.values().stream().filter(ProcessHandle::isAlive).collect(Collectors.toSet());
    }
}
