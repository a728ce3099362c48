package org.adcache.budget;

/** Exception for a question that is refused because it is beyond a bound. Its text quotes nothing of the question. */
public final class QuestionRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String detail;
    private final String remedy;

    public QuestionRefusedException(String detail, String remedy) {
        super(detail, null, false, false);
        this.detail = detail;
        this.remedy = remedy;
    }

    public String detail() {
        return detail;
    }

    public String remedy() {
        return remedy;
    }
}
