package org.sallyport.forensics;

import java.util.Locale;

/**
 * How much a clue goes with the order of arrival.
 *
 * @param aspect the first or last place of each message, or whether it has one at all
 * @param among which messages
 * @param messages how many of them have the clue
 * @param clues how many different ones were tried: the more, the larger the largest is by chance
 * @param chance how likely any of the clues would be so telling if all orders were random
 */
public record Finding(Clue clue, String aspect, String among, double rho, int messages, int clues, double chance) {
    /** One of so many runs may be blamed although nothing leaks. */
    static final double LIKELY = 1e-5;

    static Finding nothing(String among) {
        return new Finding(new Clue("any place", Kind.OFFSET, 0), "no", among, 0, 0, 0, 1);
    }

    /** Whether random order explains it. */
    public boolean isChance() {
        return chance > LIKELY;
    }

    /** What leaks: large enough, and not by chance. */
    public boolean tells(double leastRho) {
        return !isChance() && Math.abs(rho) >= leastRho;
    }

    /** From here on it would not be chance. */
    public double threshold() {
        return messages < 4 ? 1 : Spearman.rhoFor(LIKELY / Math.max(1, clues), messages);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s [%s]: rho %.3f among %s (%d messages, %d clues; chance %.1e, not chance from %.3f)",
                clue,
                aspect,
                rho,
                among,
                messages,
                clues,
                chance,
                threshold());
    }
}
