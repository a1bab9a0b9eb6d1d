/** The shapes of what the staff API answers and is asked, as the server's resources state them. */

/** In the order of the list. `again`: it had been opened, then the source wrote again. Nobody sets that by hand. */
export const states = ['again', 'received', 'opened', 'waiting', 'done'] as const;
export type EntryState = (typeof states)[number];

export interface Entry {
  /** A random UUID: it tells no order. */
  readonly id: string;
  readonly desk: string;
  /** The day, as 2026-11-24. Nothing finer is known. */
  readonly received: string;
  readonly state: EntryState;
  /** Such as "up to 1 MB". */
  readonly size: string;
  /** Whether it holds a message that this person has not seen. */
  readonly unread: boolean;
  /** How many further entries hold the same sealed message, and can be opened by this person too: they stand behind this one. */
  readonly twins: number;
}

export interface Page {
  readonly entries: readonly Entry[];
  readonly next: string | null;
}

export interface Message {
  readonly id: string;
  readonly day: string;
  readonly kind: 'report' | 'addition' | 'reply';
  /** A report or an addition can come in several sealed messages. */
  readonly part: 'report' | 'identity' | 'files';
  /** The role alias of who answered; null for what the source sent. */
  readonly author: string | null;
  /** Sealed octets. */
  readonly length: number;
  /** Whether it is sealed to this person too. */
  readonly readable: boolean;
  /** Whether this person has not seen it yet. */
  readonly unread: boolean;
}

/** Another entry that holds the same sealed message, under another codename or at another desk. */
export interface Twin {
  readonly id: string;
  readonly desk: string;
  readonly received: string;
  readonly state: EntryState;
  /** Base64; what the server claims for that entry's mailbox, null without one. */
  readonly replyCertificate: string | null;
}

/** Certificates are base64. */
export interface Thread {
  /** Reports first, then the rest by day. Within a day in no order of arrival. */
  readonly messages: readonly Message[];
  /** What the server claims to be the source's certificate; null if nobody would read an answer. */
  readonly replyCertificate: string | null;
  /** Those who can open the entry, each with the desk at which they can. */
  readonly reviewers: readonly { readonly alias: string; readonly desk: string; readonly certificate: string }[];
  readonly twins: readonly Twin[];
  /** How many twins are not listed. */
  readonly moreTwins: number;
}

export interface Reply {
  /** How many messages the thread had when it was written. */
  readonly seen: number;
  /** Base64. */
  readonly message: string;
  /** What it is sealed to, base64; null: what the server claims. */
  readonly replyCertificate: string | null;
}

/** What depends on an older subkey of this person, a page of it. Octets are base64. */
export interface Dependents {
  readonly certificates: readonly string[];
  /** On all pages together; only the first page says so. */
  readonly left: number | null;
  /** The day by which the newest subkey should be replaced. */
  readonly renewBy: string | null;
  readonly messages: readonly {
    readonly message: string;
    readonly packets: readonly string[];
    readonly sealedHeader: string;
  }[];
  readonly next: string | null;
}

/** Certificates are base64. */
export interface Colleague {
  readonly alias: string;
  readonly fingerprint: string;
  readonly certificate: string;
}

/** Who could be given something to read, as the server says it: the console believes the trustees' signatures only. */
export interface Colleagues {
  readonly quorum: number;
  readonly trustees: readonly string[];
  readonly desks: readonly { readonly slug: string; readonly name: string; readonly reviewers: readonly Colleague[] }[];
}

/** Octets are base64. */
export interface ToHandOn {
  readonly messages: readonly {
    readonly message: string;
    readonly packets: readonly string[];
    readonly sealedHeader: string;
  }[];
}

export interface EntryReader {
  readonly alias: string;
  readonly desk: string;
  readonly fingerprint: string;
  /** Whether they can open it now; if not, their certificate is not vetted any more. */
  readonly living: boolean;
  /** Whether a desk lead took it away. */
  readonly withdrawn: boolean;
}

export interface EntryReaders {
  readonly readers: readonly EntryReader[];
}

/** Entries of one's desks that nobody can open now, at most 200 of them. */
export interface Unreadable {
  readonly count: number;
  readonly entries: readonly {
    readonly id: string;
    readonly desk: string;
    readonly received: string;
    /** The role aliases of those who could. */
    readonly readers: readonly string[];
  }[];
}

export interface Fullness {
  /** Percent, in steps of five; null while there is room, or where nobody knows how much there may be. */
  readonly nearlyFull: number | null;
}

export type Role = 'reviewer' | 'desk-lead' | 'key-admin' | 'auditor';

/** Why somebody does or does not see entries, as the server decided it. */
export type Standing = 'reader' | 'no-certificate' | 'no-desk' | 'no-report-role' | 'conflicting-roles';

export interface SessionDesk {
  readonly slug: string;
  readonly name: string;
  readonly vetted: boolean;
  /** Whether its messages are shown as soon as they are stored. */
  readonly shownAtOnce: boolean;
}

export interface Session {
  readonly alias: string;
  readonly roles: readonly Role[];
  readonly standing: Standing;
  readonly desks: readonly SessionDesk[];
  /** After how many minutes new messages are shown; null if this server does not show them. */
  readonly shownEvery: number | null;
  /** Goes with every call that changes something; null for a sign-in that is refused. */
  readonly token: string | null;
}
