/** What the staff API says of certificates, desks and the record. */

import type { Api } from '../api';

export interface Vouching {
  readonly desk: string;
  readonly trustees: number;
  readonly quorum: number;
  /** The day on which the quorum ends; null without a quorum. */
  readonly until: string | null;
}

export interface CertificateState {
  /** In groups of four. */
  readonly fingerprint: string;
  readonly alias: string | null;
  /** Why it can receive nothing, as the rest of a sentence; null if it could. */
  readonly fault: string | null;
  readonly until: string | null;
  readonly version2: boolean;
  readonly postQuantum: boolean;
  readonly held: boolean;
  /** Out of use for good: it receives nothing and opens nothing. */
  readonly retired: boolean;
  readonly desks: readonly Vouching[];
  readonly armored: string;
}

/** As paths of the API have it. */
function hex(fingerprint: string): string {
  return fingerprint.replaceAll(' ', '');
}

export interface Own {
  /** What the user id of this person's certificate must be. */
  readonly userId: string;
  readonly certificates: readonly CertificateState[];
}

export interface DeskText {
  readonly language: string;
  readonly name: string;
  readonly description: string;
}

/** What a key admin writes of a desk. */
export interface DeskWords {
  readonly name: string;
  readonly description: string;
  readonly texts: readonly DeskText[];
  /** Whether its reviewers are shown a message as soon as it is stored. */
  readonly shownAtOnce: boolean;
}

export interface DeskState {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly texts: readonly DeskText[];
  readonly retired: boolean;
  readonly shownAtOnce: boolean;
  readonly open: boolean;
  readonly reviewers: number;
  readonly minimum: number;
  /** The day on which it falls below the minimum if nothing is renewed, as 2026-11-24; null if it is below, or never falls. */
  readonly openUntil: string | null;
  readonly lacking: readonly string[];
}

export interface Overview {
  readonly certificates: readonly CertificateState[];
  readonly desks: readonly DeskState[];
  readonly trustees: number;
  readonly quorum: number;
}

export interface Act {
  readonly number: number;
  readonly day: string;
  readonly actor: string;
  readonly kind: string;
  readonly subject: string;
  /** Of this act and all before it, hexadecimal. */
  readonly hash: string;
}

export interface Checked {
  readonly acts: number;
  readonly newest: string | null;
  readonly broken: number | null;
}

function changing(token: string, method: string, body: BodyInit | null, type: string): RequestInit {
  return { method, body, headers: { 'Content-Type': type, 'X-CSRF-Token': token } };
}

export class Keyring {
  constructor(
    private readonly api: Api,
    private readonly token: () => string,
  ) {}

  own(): Promise<Own> {
    return this.api.call('/api/own-certificates', {});
  }

  /** @param certificate binary or armored; never a secret key */
  bring(certificate: Blob): Promise<Own> {
    return this.api.call('/api/own-certificates', this.upload(certificate));
  }

  /** @param fingerprint of a certificate of one's own, in groups or not */
  retireOwn(fingerprint: string): Promise<Own> {
    return this.api.call(`/api/own-certificates/${hex(fingerprint)}/retired`, this.nothing());
  }

  /** @param fingerprint of anybody's certificate, in groups or not */
  retireCertificate(fingerprint: string): Promise<Overview> {
    return this.api.call(`/api/keyring/${hex(fingerprint)}/retired`, this.nothing());
  }

  all(): Promise<Overview> {
    return this.api.call('/api/keyring', {});
  }

  addSignatures(certificate: Blob): Promise<Overview> {
    return this.api.call('/api/keyring/signed', this.upload(certificate));
  }

  describe(slug: string, words: DeskWords): Promise<Overview> {
    const body = JSON.stringify(words);
    return this.api.call(`/api/desks/${encodeURIComponent(slug)}`, changing(this.token(), 'PUT', body, 'application/json'));
  }

  retire(slug: string): Promise<Overview> {
    return this.api.call(`/api/desks/${encodeURIComponent(slug)}/retired`, this.nothing());
  }

  acts(before: number | null): Promise<Act[]> {
    return this.api.call(before === null ? '/api/record' : `/api/record?before=${before}`, {});
  }

  check(): Promise<Checked> {
    return this.api.call('/api/record/check', {});
  }

  /** A change that its path says whole. */
  private nothing(): RequestInit {
    return changing(this.token(), 'PUT', null, 'application/json');
  }

  private upload(certificate: Blob): RequestInit {
    return changing(this.token(), 'POST', certificate, 'application/octet-stream');
  }
}
