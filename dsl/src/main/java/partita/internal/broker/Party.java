package partita.internal.broker;

/** A thread of a process. */
record Party(Client client, long thread) {
    @Override
    public String toString() {
        return client.name + " (pid=" + client.pid + " thread=" + thread + ")";
    }
}
