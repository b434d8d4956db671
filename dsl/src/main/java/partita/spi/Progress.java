package partita.spi;

import java.time.Duration;

/**
 * How far a job is.
 *
 * @param label what the user calls it; may be empty
 * @param done how many items have ended, well or not
 * @param failed how many of them failed
 * @param total how many items there are, or -1 if that is not known
 * @param workers how many workers share them
 * @param elapsed how long it has run
 * @param worked how long all ended items ran, added up
 * @param over whether the job has ended
 */
public record Progress(
        String label,
        long done,
        long failed,
        long total,
        int workers,
        Duration elapsed,
        Duration worked,
        boolean over) {
    /**
     * How fast it goes.
     *
     * @return items a second since the beginning
     */
    public double rate() {
        double seconds = elapsed.toNanos() / 1e9;
        return seconds > 0 ? done / seconds : 0;
    }

    /**
     * How long the rest will take, if it goes on as so far.
     *
     * @return the time, or null if it cannot be told
     */
    public @org.jspecify.annotations.Nullable Duration remaining() {
        if (total < 0 || done == 0) {
            return null;
        }
        return Duration.ofNanos((long) (elapsed.toNanos() * ((double) (total - done) / done)));
    }

    /**
     * What the workers gained: the items' times added up, in relation to the time that passed.
     *
     * @return 1 for as fast as one after the other
     */
    public double speedUp() {
        return elapsed.isZero() ? 0 : (double) worked.toNanos() / elapsed.toNanos();
    }

    /**
     * In words.
     *
     * @return one line, such as {@code 40/100 · 12.5/s · 4.8 s left · 2 workers}
     */
    public String text() {
        var text = new StringBuilder();
        if (!label.isEmpty()) {
            text.append(label).append(": ");
        }
        text.append(done);
        if (total >= 0) {
            text.append('/').append(total);
        }
        if (failed > 0) {
            text.append(" · ").append(failed).append(" failed");
        }
        text.append(" · ").append(number(rate())).append("/s");
        Duration rest = remaining();
        if (over && done < total) {
            text.append(" · stopped after ").append(time(elapsed));
        } else if (over) {
            text.append(" · ").append(time(elapsed)).append(" · speed-up ").append(number(speedUp()));
        } else if (rest != null) {
            text.append(" · ").append(time(rest)).append(" left");
        }
        return text.append(" · ")
                .append(workers)
                .append(workers == 1 ? " worker" : " workers")
                .toString();
    }

    private static String number(double value) {
        return String.format(java.util.Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
    }

    private static String time(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return number(time.toMillis() / 1000.0) + " s";
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
