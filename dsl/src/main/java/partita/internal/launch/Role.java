package partita.internal.launch;

/** The keys of a worker's orders, and the roles that they can give it. */
public final class Role {
    /** Which role: {@link #POOL} or {@link #CHILD}. */
    public static final String ROLE = "role";

    /** A worker of a pool. */
    public static final String POOL = "pool";

    /** A process of its own that runs one task. */
    public static final String CHILD = "child";

    /** Pool: where the hub listens. */
    public static final String ENDPOINT = "endpoint";

    /** Pool: the hub's public key. */
    public static final String SERVER_KEY = "serverKey";

    /** Pool: the one-time token. */
    public static final String TOKEN = "token";

    /** Pool: the file of the memory through which the owner is woken; absent where work and results go as messages. */
    public static final String MEMORY = "memory";

    /** Pool: what the names of files begin with in which large messages are left, beside {@link #MEMORY}. */
    public static final String POST = "post";

    /** The process's name. */
    public static final String NAME = "name";

    /** What the names of its own children begin with. */
    public static final String FAMILY = "family";

    /** Whether it is a daemon. */
    public static final String DAEMON = "daemon";

    /** The name of the process that started it. */
    public static final String PARENT = "parent";

    /** The id of the process that started it. */
    public static final String PARENT_PID = "parentPid";

    /** Child: the bundle's hash. */
    public static final String HASH = "hash";

    /** Child: how many bytes of bundle follow the orders. */
    public static final String BUNDLE_BYTES = "bundleBytes";

    /** Child: how many bytes of payload follow the bundle. */
    public static final String PAYLOAD_BYTES = "payloadBytes";

    /** One that stands by: the hashes of bundles that follow its first orders, in case they are what it will run. */
    public static final String EARLY = "early";

    /** How many bytes each of them has. */
    public static final String EARLY_BYTES = "earlyBytes";

    /** Child: the memory of its line to its parent's broker; absent where it has to connect. */
    public static final String LINE = "line";

    /** Child: the memory of that broker's signal. */
    public static final String LINE_SIGNAL = "lineSignal";

    /** Child: which broker that is. */
    public static final String LINE_BROKER = "lineBroker";

    /** Child: on its standard input, asks for its task's thread to be interrupted. */
    public static final int INTERRUPT = 'I';

    /** On its standard input, written by itself: it begins to end. */
    public static final int ENDING = 'E';

    /**
     * On the command line: warm up; the orders come later, and before them some that name the journal. The role stands
     * behind it.
     */
    public static final String STAND_BY = "stand-by";

    /** On the command line: there will be no orders; warm up, so that the JVM learns what it needs, and end. */
    public static final String TRAIN = "train";

    /** What one that stands by writes when it is warm, and when it has taken its orders: the character ACK. */
    public static final char READY = '\u0006';

    private Role() {}
}
