package org.sallyport.standalone;

/** A desk of the trial organisation; as such a line of {@code organisation/desks.json}. */
record TrialDesk(String slug, String name, String description, boolean shownAtOnce) {
    static final TrialDesk URGENT = new TrialDesk(
            "urgent",
            "Urgent protection",
            "For people in danger now because they cooperate with the United Nations, or want to: threats, arrest,"
                    + " disappearance, ill-treatment, a travel ban, a deportation. Read first. The desk can record,"
                    + " ask back and bring a case to the right body; it cannot promise protection.",
            true);
    static final TrialDesk COUNTRY = new TrialDesk(
            "country",
            "Country desk",
            "For what has happened or goes on slowly: alleged reprisals and intimidation, laws that restrict"
                    + " cooperation with the United Nations, patterns in a country. Reports are followed up with the"
                    + " State only if you agree to that.",
            false);
}
