import type { Octets } from './decrypting';
import type { Encoding } from './encodings';

/** Entries of an archive that are looked at, so that none can keep the browser busy for ever. */
export const mostEntries = 20_000;
export const mostUnpacked = 1_073_741_824;

export const archiveFaults = {
  broken: 'The archive in it is incomplete or broken.',
  'too-many': `The archive in it has more than ${mostEntries.toLocaleString('en')} entries.`,
  'too-large': 'The files in its archive would unpack to more than 1 GB: perhaps it is meant to fill a disk.',
  'unsafe-name': 'A file name in its archive points outside of the archive, or is not a name at all.',
  'same-name': 'Two files in its archive have the same name.',
  ambiguous: 'Its archive says two different things about what is in it: other programs may show other files.',
  locked: 'A file in its archive is locked with a password.',
} as const;

export type ArchiveFault = keyof typeof archiveFaults;

export class ArchiveRefused extends Error {
  override readonly name = 'ArchiveRefused';

  constructor(readonly fault: ArchiveFault) {
    super(archiveFaults[fault]);
  }
}

/** One file in an archive that passed every check. */
export interface Packed {
  /** As the archive has it. */
  readonly name: string;
  /** Octets, unpacked. */
  readonly size: number;
  /** Why it cannot be had here, as the rest of a sentence; null if it can. */
  readonly obstacle: string | null;
  /** Its first octets, for telling its kind. */
  begin(): Promise<Uint8Array>;
  /** @throws ArchiveRefused if its check sum or its length is not what the archive says */
  read(): Promise<Octets>;
}

/** What a container holds: an archive, or a mail with its attachments. */
export interface Unpacked {
  readonly files: readonly Packed[];
  /** In what its names were read, if they could have been read in something else. */
  readonly encoding: Encoding | null;
}
