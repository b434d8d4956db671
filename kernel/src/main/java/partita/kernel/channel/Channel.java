package partita.kernel.channel;

/** The sockets over which messages come and go; the heartbeat's carries none. */
public enum Channel {
    /** Requests, in order. */
    SHELL,
    /** Requests that must not wait for a running cell. */
    CONTROL,
    /** Questions for input. */
    STDIN,
    /** Output, to all who listen. */
    IOPUB
}
