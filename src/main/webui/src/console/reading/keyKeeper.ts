import type { PublicKey } from '@protontech/openpgp';
import { contentOf, type Content } from '../../openpgp/contents';
import { openHeld, openSealed, type Octets } from '../../openpgp/decrypting';
import type { Encoding } from '../../openpgp/encodings';
import { handOn } from '../../openpgp/handingOn';
import { makeKey, renewSubkeys, type MadeKey } from '../../openpgp/makingKeys';
import { fingerprintsOf } from '../../openpgp/oneCertificate';
import { ownCertificate, readdress } from '../../openpgp/readdressing';
import { Refused } from '../../openpgp/refusals';
import { seal } from '../../openpgp/sealing';
import { fingerprints, unlock, type UnlockedKeys } from '../../openpgp/secretKeys';
import type { ToReaddress } from '../../openpgp/sessionKeys';
import { vouched } from '../../openpgp/vouching';
import { counted, download, sealedAt, type Fetch, type Progress } from './downloading';
import type { Ask, Handed, Readdressed, Shown, Targets } from './protocol';

/**
 * Octets of a sealed report. Three times its size, the most that OpeningBenchmark may print, is then well
 * below the 4 GB that a browser's tab is sure of.
 */
export const mostOpened = 500_000_000;

/** Holds the unlocked key and what was opened with it. It lives in the worker, and nothing of the key ever leaves it. */
export class KeyKeeper {
  private keys: UnlockedKeys | null = null;
  private opened: Content[] = [];
  private underWay = new AbortController();

  constructor(
    private readonly fetch: Fetch,
    private readonly most = mostOpened,
  ) {}

  async answer(ask: Ask, progress: Progress): Promise<unknown> {
    switch (ask.kind) {
      case 'unlock':
        return this.unlock(ask.key, ask.passphrase);
      case 'open':
        return this.open(sealedAt(ask.entry, ask.message), progress);
      case 'reply-keys':
        return this.replyKeys(sealedAt(ask.entry, ask.message));
      case 'fingerprints':
        return fingerprintsOf(ask.certificates);
      case 'seal':
        return seal(ask.reply, this.held());
      case 'readdress':
        return this.readdress(ask.messages, ask.certificates);
      case 'hand-on':
        return this.handOn(ask.messages, ask.to);
      case 'open-inside':
        return this.openInside(ask.content, ask.file);
      case 'read-as':
        return this.readAs(ask.content, ask.encoding);
      case 'save':
        return new Blob([await this.octets(ask.content, ask.file)], { type: 'application/octet-stream' });
      case 'make':
        return makeKey(ask.wanted);
      case 'renew':
        return this.renew(ask.key, ask.passphrase);
      case 'cancel':
        return this.cancel();
      case 'close':
        return this.close();
      case 'stir':
        return undefined;
    }
  }

  private async unlock(key: Blob, passphrase: string): Promise<readonly string[]> {
    const given = new Uint8Array(await key.arrayBuffer());
    try {
      this.keys = await unlock(given, passphrase);
      return fingerprints(this.keys);
    } finally {
      given.fill(0);
    }
  }

  private async renew(key: Blob, passphrase: string): Promise<MadeKey> {
    const given = new Uint8Array(await key.arrayBuffer());
    try {
      return await renewSubkeys(given, passphrase);
    } finally {
      given.fill(0);
    }
  }

  private async open(address: string, progress: Progress): Promise<Shown> {
    const keys = this.held();
    this.close();
    const { signal } = this.underWay;
    return this.keep(await this.downloaded(address, keys, signal, progress), signal);
  }

  private async downloaded(address: string, keys: UnlockedKeys, signal: AbortSignal, progress: Progress): Promise<Octets> {
    const { body, total } = await download(this.fetch, address, this.most, signal);
    return openSealed(counted(body, total, signal, progress), keys, total, this.most);
  }

  /** Closing what is open does not end it: it is asked for by whoever sends a reply. */
  private async replyKeys(address: string): Promise<Octets[]> {
    const octets = await this.downloaded(address, this.held(), new AbortController().signal, () => undefined);
    try {
      const { replyKey } = await contentOf(octets);
      return replyKey === null ? [] : [replyKey.slice()];
    } finally {
      octets.fill(0);
    }
  }

  /** A message that this key does not open is no reason to leave the others. */
  private async readdress(messages: readonly ToReaddress[], certificates: readonly Octets[]): Promise<Readdressed[]> {
    const keys = this.held();
    const own = await ownCertificate(certificates, keys);
    // Once for all of them: what the library has verified of it, it need not verify again.
    await own.getEncryptionKey();
    // Side by side, since most of it is waiting for the browser's own ciphers.
    return Promise.all(messages.map((message) => this.readdressed(message, own, keys)));
  }

  private async readdressed(message: ToReaddress, own: PublicKey, keys: UnlockedKeys): Promise<Readdressed> {
    try {
      return { message: message.message, packet: await readdress(message, own, keys) };
    } catch (problem) {
      if (problem instanceof Refused && problem.kind === 'wrong-key') return { message: message.message, packet: null };
      throw problem;
    }
  }

  /** Nothing is opened before every certificate has shown its quorum. */
  private async handOn(messages: readonly ToReaddress[], to: Targets): Promise<Handed[]> {
    const keys = this.held();
    const certificates = await Promise.all(to.certificates.map((certificate) => vouched(certificate, to)));
    const done: Handed[] = [];
    for (const message of messages) done.push({ message: message.message, packets: await handOn(message, certificates, keys) });
    return done;
  }

  private async openInside(content: number, file: number | null): Promise<Shown> {
    const keys = this.held();
    const { signal } = this.underWay;
    const evidence = file === null ? undefined : this.opened[content]?.files[file];
    const octets = await this.octets(content, file);
    if (evidence?.sealed === false) return this.keep(octets, signal, evidence.name);
    return this.keep(await openHeld(octets, keys, this.most), signal);
  }

  /** Only the page's view of it changes: what was opened stays where it is. */
  private async readAs(number: number, encoding: Encoding | null): Promise<Shown> {
    const content = this.opened[number];
    if (content === undefined) throw new Refused('gone');
    const again = await this.contentOf(content.octets, content.name, encoding);
    if (this.opened[number] !== content) throw new Refused('cancelled');
    this.opened[number] = again;
    return shown(again, number);
  }

  /**
   * What was cancelled or closed in the meantime is wiped, and shown to nobody.
   *
   * @param name of the file that it is; none for what was sealed itself
   */
  private async keep(octets: Octets, signal: AbortSignal, name = ''): Promise<Shown> {
    const content = await this.contentOf(octets, name, null);
    if (signal.aborted) {
      octets.fill(0);
      throw new Refused('cancelled');
    }
    return shown(content, this.opened.push(content) - 1);
  }

  /** A key inside a file of evidence says nothing of who sent it. */
  private async contentOf(octets: Octets, name: string, encoding: Encoding | null): Promise<Content> {
    const content = await contentOf(octets, name, encoding);
    return name === '' ? content : { ...content, replyKey: null };
  }

  private async octets(number: number, file: number | null): Promise<Octets> {
    const content = this.opened[number];
    const octets = file === null ? content?.octets : await content?.files[file]?.read();
    if (octets === undefined) throw new Refused('gone');
    return octets;
  }

  private held(): UnlockedKeys {
    if (this.keys === null) throw new Refused('locked-again');
    return this.keys;
  }

  private cancel(): void {
    this.underWay.abort(new Refused('cancelled'));
    this.underWay = new AbortController();
  }

  private close(): void {
    this.cancel();
    for (const { octets } of this.opened) octets.fill(0);
    this.opened = [];
  }
}

function shown({ octets, files, ...content }: Content, number: number): Shown {
  const told = files.map(({ name, size, kind, sealed, opens, obstacle }) => ({ name, size, kind, sealed, opens, obstacle }));
  return { ...content, content: number, size: octets.length, files: told };
}
