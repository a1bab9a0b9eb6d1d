package org.sallyport.openpgp;

/** What was given is not a certificate this service takes at any time. */
public final class CertificateRefused extends Exception {
    private static final long serialVersionUID = 1;
    private final CertificateFault fault;

    CertificateRefused(CertificateFault fault) {
        super(fault.words());
        this.fault = fault;
    }

    public CertificateFault fault() {
        return fault;
    }
}
