package partita.internal.launch;

import org.jspecify.annotations.Nullable;

/**
 * How many JVMs stand by for one kind of work.
 *
 * @param usual usually
 * @param most once so many were taken at once
 */
record Stock(int usual, int most) {
    private static final String VARIABLE = "PARTITA_STANDBY";
    private static final int MOST = 4;
    private static final int MOST_GIVEN = 64;
    private static final int MOST_AT_ONCE = 8;

    private static volatile @Nullable Stock current;

    /** By PARTITA_STANDBY, else by cores and memory. */
    static Stock current() {
        Stock known = current; // asked for each start, and the memory that there is has to be read from files
        if (known == null) {
            known = find();
            current = known;
        }
        return known;
    }

    private static Stock find() {
        String given = System.getenv(VARIABLE);
        if (given == null || given.isBlank()) {
            int room = Budget.memoryForStandBy();
            int usual = Math.min(Math.min(JvmCommand.cores(), MOST), room);
            return new Stock(usual, Math.max(usual, Math.min(MOST_AT_ONCE, room)));
        }
        if (!given.strip().matches("[0-9]{1,2}") || Integer.parseInt(given.strip()) > MOST_GIVEN) {
            throw new IllegalArgumentException("the environment variable " + VARIABLE + "=" + given
                    + " is no number of JVMs that stand by: give 0 to " + MOST_GIVEN);
        }
        int number = Integer.parseInt(given.strip());
        return new Stock(number, number);
    }
}
