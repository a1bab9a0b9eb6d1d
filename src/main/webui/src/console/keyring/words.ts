import { daysUntil, urgentFrom, warnedFrom, type Warning } from '../warning';
import { day } from '../words';
import type { Act, CertificateState, DeskState, Vouching } from './keyring';

/** "Urgent protection: 1 of 2 trustees"; with a quorum, until when. */
export function vouchingText({ desk, trustees, quorum, until }: Vouching, names: ReadonlyMap<string, string>): string {
  const name = names.get(desk) ?? desk;
  if (trustees < quorum) return `${name}: ${trustees} of ${quorum} trustees`;
  const end = until === null ? '' : `, valid until ${until}`;
  return `${name}: ${trustees} trustees (${quorum} are enough)${end}`;
}

export function isVetted(certificate: CertificateState): boolean {
  return certificate.fault === null && !certificate.retired && certificate.desks.some(({ trustees, quorum }) => trustees >= quorum);
}

/** Whether trustees could still make it receive reports. */
export function isWaiting(certificate: CertificateState): boolean {
  return certificate.fault === null && !certificate.retired && !isVetted(certificate);
}

/** In one line, what a certificate is worth today. */
export function standingText(certificate: CertificateState): string {
  if (certificate.retired) return 'Retired: receives nothing and opens nothing, for good.';
  if (certificate.fault !== null) return `Receives nothing: ${certificate.fault}.`;
  if (isVetted(certificate)) return 'Receives reports.';
  if (certificate.desks.length > 0) return 'Receives nothing yet: not enough trustees vouch for it.';
  return 'Receives nothing yet: no trustee vouches for it.';
}

/** What its holder's programs read. */
export function kindText({ version2, postQuantum }: CertificateState): string {
  if (postQuantum) return 'Opened in the console; with a post-quantum subkey';
  return version2 ? 'Opened in the console' : 'Opened with gpg or in the console';
}

export function deskText({ retired, open, reviewers, minimum }: DeskState): string {
  if (retired) return 'Retired: sources do not see it, and its reviewers keep what was sent to it.';
  const count = `${reviewers} vetted ${reviewers === 1 ? 'reviewer' : 'reviewers'}`;
  return open ? `Offered to sources: ${count}.` : `Not offered to sources: ${count}, and ${minimum} are needed.`;
}

/** What the key admin hears before a desk closes by itself: nothing until two weeks before. */
export function closingText({ openUntil, retired, minimum }: DeskState, today: string): Warning | null {
  const left = retired ? null : daysUntil(openUntil, today);
  if (left === null || left > warnedFrom) return null;
  const text = `On ${day(openUntil ?? '')} it has fewer than ${minimum} vetted reviewers, and is closed to sources. Have the trustees sign again, or the reviewers extend their certificates, before then.`;
  return { text, urgent: left <= urgentFrom };
}

const acts: Record<string, string> = {
  'certificate-registered': 'registered a certificate',
  'certificate-renewed': 'renewed a certificate',
  'certificate-signed': 'brought trustees’ signatures in',
  'certificate-retired': 'retired a certificate',
  'desk-created': 'made a desk',
  'desk-described': 'changed a desk’s words',
  'desk-retired': 'retired a desk',
  'desk-shown-at-once': 'had new reports shown every ten seconds at the desk',
  'desk-shown-in-batches': 'had new reports shown in batches at the desk',
  'entry-handed-on': 'handed an entry on to',
  'access-withdrawn': 'withdrew an entry from',
};

export function actText(act: Act): string {
  return acts[act.kind] ?? act.kind;
}
