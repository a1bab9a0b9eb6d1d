import type { Content, Evidence } from '../../openpgp/contents';
import type { Encoding } from '../../openpgp/encodings';
import type { KeyWanted } from '../../openpgp/makingKeys';
import type { ToSeal } from '../../openpgp/sealing';
import type { RefusalKind } from '../../openpgp/refusals';
import type { ToReaddress } from '../../openpgp/sessionKeys';
import type { Vouching } from '../../openpgp/vouching';

/** What the page asks of the worker that holds the key. */
export type Ask =
  /** @param key an exported secret key, as a file or pasted */
  | { readonly kind: 'unlock'; readonly key: Blob; readonly passphrase: string }
  /** @param message one of the entry's thread */
  | { readonly kind: 'open'; readonly entry: string; readonly message: string }
  /** Which reply keys a message holds. It is opened for that alone: nothing of it is kept, and what is open stays open. */
  | { readonly kind: 'reply-keys'; readonly entry: string; readonly message: string }
  /** Needs no key. */
  | { readonly kind: 'fingerprints'; readonly certificates: readonly Uint8Array<ArrayBuffer>[] }
  /** Signs a reply with the unlocked key, and seals it. */
  | { readonly kind: 'seal'; readonly reply: ToSeal }
  /** Seals the session keys of these messages to the newest subkey of the reviewer's own certificate. */
  | { readonly kind: 'readdress'; readonly messages: readonly ToReaddress[]; readonly certificates: readonly Uint8Array<ArrayBuffer>[] }
  /** Seals the session keys of these messages to colleagues whose quorum is checked first. */
  | { readonly kind: 'hand-on'; readonly messages: readonly ToReaddress[]; readonly to: Targets }
  /** Opens what was found inside something opened: one of its files, or (null) the sealed message that is all of it. */
  | { readonly kind: 'open-inside'; readonly content: number; readonly file: number | null }
  /** Reads the text and the names of what is open anew. @param encoding null: as its programs say, or guessed */
  | { readonly kind: 'read-as'; readonly content: number; readonly encoding: Encoding | null }
  | { readonly kind: 'save'; readonly content: number; readonly file: number | null }
  /** Makes a new key. Its secret half comes back locked; the worker keeps nothing of it. */
  | { readonly kind: 'make'; readonly wanted: KeyWanted }
  /** Gives a secret key new encryption subkeys. It is not held for reading. */
  | { readonly kind: 'renew'; readonly key: Blob; readonly passphrase: string }
  | { readonly kind: 'cancel' }
  /** Wipes everything that was opened; the key stays. */
  | { readonly kind: 'close' }
  /** Somebody is at work in the page: the idle time begins again. */
  | { readonly kind: 'stir' };

export interface Asked {
  readonly id: number;
  readonly ask: Ask;
}

export type Told =
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly refusal: RefusalKind | null; readonly words: string }
  | { readonly kind: 'progress'; readonly id: number; readonly read: number; readonly total: number }
  | { readonly kind: 'forgotten' };

/** @param packet null: the unlocked key does not open this message */
export interface Readdressed {
  readonly message: string;
  readonly packet: Uint8Array<ArrayBuffer> | null;
}

/** Whom something is handed on to, and what shows that trustees vouch for them. */
export interface Targets extends Vouching {
  /** Binary. */
  readonly certificates: readonly Uint8Array<ArrayBuffer>[];
}

/** @param packets one for each colleague, with framing; null: the unlocked key does not open this message */
export interface Handed {
  readonly message: string;
  readonly packets: readonly Uint8Array<ArrayBuffer>[] | null;
}

export type ShownFile = Omit<Evidence, 'read'>;

/** What the page is told of something opened. The octets stay with the worker until one saves them. */
export interface Shown extends Omit<Content, 'octets' | 'files'> {
  readonly content: number;
  readonly size: number;
  readonly files: readonly ShownFile[];
}
