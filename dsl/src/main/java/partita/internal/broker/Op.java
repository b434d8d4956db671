package partita.internal.broker;

/** What can be done to a shared object. Sent by its ordinal; both sides are the same release. */
public enum Op {
    /** To the broker: make an object; a = kind, b = a number it needs, payload = its first content. */
    CREATE,
    /** To the broker: this process ends in good order. */
    BYE,
    /** To the broker: keep classes; payload = their name, by hash, and their bytes. */
    KEEP_CLASSES,
    /** To the broker: classes by their hash. */
    CLASSES,
    /** To the broker: what is to be told of its objects. */
    EXHIBIT,
    /** To the broker: how a process ended that it started; a = its id. */
    EXIT,
    /** To the broker: who a process is; a = its number, b = a thread. */
    WHO,
    /** To the broker: nobody holds an object any more; a = its number. */
    DROP,
    /** To the broker: room for a large content beside a letter; a = its bytes; the answer is the file to write. */
    ROOM,
    /** To the broker: where such a content lies; payload = its name; the answer is its file. */
    CONTENT,
    /** To the broker: a part of such a content; a = where it begins, b = its bytes, payload = the name. */
    CONTENT_PART,
    /** To the broker: such contents were read; payload = their names. */
    DROP_CONTENTS,
    /** To the broker: where a thread waits that has called; a = the call, payload = a frame. */
    PLACE,
    /** To a barrier: this process has it, and may come. */
    ATTACH,
    /** Wait for it and take it: a lock, a permit, an item, an event, a barrier, a condition. */
    TAKE,
    /** Take it if that can be done at once. */
    TRY_TAKE,
    /** Give back: a lock, a permit; an item to the head of its queue. */
    GIVE_BACK,
    /** Add an item or a message; waits while there is no room. */
    PUT,
    /** Add an item if there is room. */
    TRY_PUT,
    /** What it is now: who holds it, how many there are, a value. */
    LOOK,
    /** The first item, left where it is. */
    PEEK,
    /** All there is, left where it is. */
    ALL,
    /** Replace, or make so. */
    SET,
    /** Replace if nobody did meanwhile: a = version. */
    SET_IF,
    /** Add a whole number. */
    ADD,
    /** Add a number with a fraction. */
    ADD_DOUBLE,
    /** Make unset; empty. */
    CLEAR,
    /** No more from here on. */
    CLOSE,
    /** Wake a = how many waiters. */
    SIGNAL,
    /** Forget that it was abandoned, was broken. */
    RECOVER,
    /** Break it. */
    ABORT,
    /** Work on something that was taken is done. */
    DONE,
    /** Wait until all is done. */
    JOIN,
    /** Wait until taking would not wait; nothing is taken. */
    WATCH,
    /** To the broker: make an object under a name, or find it; a = kind, b = a number, payload = name and content. */
    NAMED,
    /** To the broker: keep a function; payload = as for classes. */
    KEEP_BUNDLE,
    /** To the broker: what it is and keeps. */
    DESCRIBE,
    /** To a manager's broker: listen; payload = address and key; the answer is the address. */
    SERVE,
    /** To the broker: end. */
    SHUTDOWN,
    /** To the broker: go on through memory; payload = its address; the answer is the address of the broker's signal. */
    LINE,
    /** To a collection or a service: a = which {@link Verb}, b = a number, payload = its arguments. */
    CALL,
    /** Puts what cannot be refused, unless the thing is closed meanwhile; not answered. */
    POST,
    /** Whether all that this thread has posted was kept. */
    POSTED;

    private static final Op[] ALL_OPS = values();

    static Op of(int ordinal) {
        if (ordinal < 0 || ordinal >= ALL_OPS.length) {
            throw new IllegalArgumentException("no operation has op=" + ordinal);
        }
        return ALL_OPS[ordinal];
    }
}
