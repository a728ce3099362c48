package org.adcache.itest;

import java.util.List;

/** Accounts with keytabs in the shared domain; each test that breaks one has its own. */
final class ServiceAccounts {
    /** Stays intact. */
    static final String GOOD = "svc-adcache";

    static final String DELETED = "svc-deleted";
    static final String ROTATED = "svc-rotated";
    static final String DISABLED = "svc-disabled";
    static final String EXPIRED = "svc-expired";

    /** Stays intact, and may read CN=Deleted Objects. */
    static final String SEES_DELETED = "svc-sees-deleted";

    /** May read uSNChanged of few others, as an ordinary account in a hardened domain. */
    static final String HARDENED = "svc-hardened";

    /** May read instanceType or parentGUID of few others. */
    static final String WITHOUT_INSTANCE_TYPE = "svc-no-instance-type";

    static final String WITHOUT_PARENT_GUID = "svc-no-parent-guid";

    /** Those of the doctor's tests. */
    static final String REMOVED = "svc-removed";

    static final String RENEWED = "svc-renewed";
    static final String LOCKED_OUT = "svc-shut";
    static final String OUTDATED = "svc-outdated";
    static final String BLIND = "svc-blind";

    static final List<String> ALL = List.of(
            GOOD,
            SEES_DELETED,
            DELETED,
            ROTATED,
            DISABLED,
            EXPIRED,
            REMOVED,
            RENEWED,
            LOCKED_OUT,
            OUTDATED,
            BLIND,
            HARDENED,
            WITHOUT_INSTANCE_TYPE,
            WITHOUT_PARENT_GUID);

    private ServiceAccounts() {}
}
