package org.adcache.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.connect.Deadline;
import org.adcache.kerberos.KdcProbe;

/** Stage that compares the local clock with that of the first KDC that answers. */
final class ClockStage {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    /** AD's default for the Kerberos policy "maximum tolerance for computer clock synchronization". */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final int MOST = 5;

    private final Deadline deadline;

    ClockStage(Deadline deadline) {
        this.deadline = deadline;
    }

    StageResult<KdcProbe.Answer> examine(String principal, List<String> kdcs) throws ProblemException {
        KdcProbe probe = new KdcProbe(deadline.clock());
        List<ProblemException> failures = new ArrayList<>();
        for (String kdc : kdcs.subList(0, Math.min(MOST, kdcs.size()))) {
            deadline.check("Asking the KDC " + kdc);
            try {
                KdcProbe.Answer answer = probe.ask(kdc, principal, deadline.atMost(TIMEOUT));
                return compared(kdc, answer, failures);
            } catch (ProblemException e) {
                failures.add(e);
            }
        }
        throw failures.get(0);
    }

    private static StageResult<KdcProbe.Answer> compared(
            String kdc, KdcProbe.Answer answer, List<ProblemException> failures) {
        String away = failures.isEmpty() ? "" : " " + failures.get(0).problem().detail();
        if (answer.theirs().isEmpty()) {
            return StageResult.of(
                    answer,
                    "The KDC " + kdc
                            + " answers, but doesn't tell its time: the account needs no pre-authentication, which"
                            + " lets anybody guess at its password." + away);
        }
        Duration offset = answer.offset().orElseThrow();
        String times = "It is " + shown(answer.ours()) + " here and "
                + shown(answer.theirs().orElseThrow()) + " at the KDC " + kdc + ", " + difference(offset) + '.';
        return offset.abs().compareTo(TOLERANCE) <= 0
                ? StageResult.of(answer, times + away)
                : StageResult.failed(
                        answer,
                        new Problem(
                                ProblemType.KERBEROS_CLOCK_SKEW,
                                times + " Kerberos allows five minutes.",
                                "Set this machine's clock by NTP from the domain controllers."));
    }

    private static Instant shown(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    private static String difference(Duration offset) {
        long millis = Math.abs(offset.toMillis());
        String amount = millis < 10_000 ? millis + " ms" : millis / 1000 + " s";
        return offset.isNegative() ? amount + " behind us" : amount + " ahead of us";
    }
}
