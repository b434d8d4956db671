package partita.api;

import java.util.AbstractList;
import java.util.List;
import java.util.Optional;

/** What would travel with a lambda, part by part, and what would stop it. Made by {@code par.explain(...)}. */
public final class Explanation extends AbstractList<Explanation.Part> {
    /**
     * A part of what would travel.
     *
     * @param kind what it is: lambda, item, variable, static field, class, code, jar or {@value LEFT_OUT}
     * @param name what the notebook calls it
     * @param type its type, where it has one
     * @param bytes its size on the way; 0 where it cannot travel
     * @param problem why it cannot travel; empty if it can
     */
    public record Part(String kind, String name, String type, long bytes, String problem) {}

    /** The kind of a variable that stays behind without stopping the work, see {@link StartMethod#FORK}. */
    public static final String LEFT_OUT = "left out";

    private final List<Part> parts;

    /**
     * Makes an explanation.
     *
     * @param parts the parts
     */
    public Explanation(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    @Override
    public Part get(int index) {
        return parts.get(index);
    }

    @Override
    public int size() {
        return parts.size();
    }

    /**
     * How much would travel.
     *
     * @return bytes, all parts together
     */
    public long bytes() {
        return parts.stream().mapToLong(Part::bytes).sum();
    }

    /**
     * What would stop it.
     *
     * @return the first problem, or nothing if all can travel
     */
    public Optional<String> problem() {
        return parts.stream()
                .filter(p -> !p.kind().equals(LEFT_OUT))
                .map(Part::problem)
                .filter(p -> !p.isEmpty())
                .findFirst();
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (Part part : parts) {
            text.append(
                    String.format("%-13s %-24s %-32s %10d bytes", part.kind(), part.name(), part.type(), part.bytes())
                            .stripTrailing());
            if (!part.problem().isEmpty()) {
                text.append("  ✗ ").append(part.problem());
            }
            text.append(System.lineSeparator());
        }
        return text + "together " + bytes() + " bytes"
                + problem().map(p -> "; it cannot travel").orElse("; it can travel");
    }
}
