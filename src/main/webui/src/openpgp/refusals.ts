/** Why something could not be opened. The words can be shown as they are: they say what is wrong and what to do. */

export const refusalWords = {
  'not-a-key': 'This is no OpenPGP key. Choose the file that your program wrote when you exported your secret key.',
  'public-key':
    'This is a public key: it can seal reports, but not open them. Export your secret key, for example with: gpg --export-secret-keys --armor',
  'argon2-key':
    'This key is locked with Argon2, which a page under this policy cannot compute. Change its passphrase with a program that uses iterated and salted S2K, such as gpg (gpg --edit-key, then passwd), and export it again.',
  'incomplete-key':
    'This file holds no secret half of your encryption key. Export the whole secret key, for example with: gpg --export-secret-keys --armor',
  'card-key':
    'The secret half of your encryption key is on a smartcard, which a page cannot reach. Open reports with gpg on the machine that has the card, as described below each entry.',
  'half-elsewhere':
    'This report is sealed to a part of your key whose secret half is not in the file that you unlocked: it is on a smartcard, or was left out of the export. Open it with gpg on the machine that has it, as described below.',
  'wrong-passphrase': 'That passphrase does not unlock this key. Nothing was sent anywhere. Try again.',
  'wrong-key':
    'This report is not sealed to the key that you unlocked. Forget it, and unlock the key that belongs to your certificate at this desk.',
  'locked-again': 'Your key was forgotten meanwhile. Unlock it again.',
  'not-a-message': 'This is no sealed OpenPGP message, so there is nothing to open. Tell the operator.',
  'not-sealed': 'This message is not encrypted at all. It was not opened: anybody could have written or changed it.',
  'no-integrity':
    'This message has no integrity protection: somebody could have changed it on the way. It was not opened. Ask the source to send it again with a current program.',
  damaged:
    'This message is damaged or was changed: its integrity check failed. Nothing of it is shown. Download it again; if it stays so, tell the operator.',
  'foreign-cipher':
    'This message is sealed with {}, a cipher that browsers do not have. It is not damaged: download it still sealed, and open it with gpg, as described below. Another time the source can leave out --cipher-algo, and any line “cipher-algo” in gpg.conf.',
  'too-large':
    'This is more than the browser can hold. Download it still sealed, and open it with gpg on a machine that has the room, as described below.',
  unreachable: 'The download broke off. Check your connection, then try again.',
  'signed-out': 'Your sign-in has ended. Sign in again, then open the report once more.',
  gone: 'There is no such entry for you any more.',
  cancelled: 'Cancelled. Nothing was kept.',
  'no-reply-text': 'There is nothing in the reply yet. Write something first.',
  'reply-too-long': 'A reply is at most 8,000 characters long. Shorten it, then send it again. Nothing was sent.',
  'no-reply-key': 'The reply key is damaged, has expired or is no public key: nothing can be sealed to the source. Nothing was sent.',
  tampered:
    'STOP: the reply key inside the report is not the one that this server names. Somebody has tampered with this case. Nothing was sent. Do not answer here: tell your desk and the operator, and not through this server.',
  'not-of-the-desk':
    'The key that you unlocked is not a vetted certificate of this desk: the source could not tell who answers. Unlock the key that belongs to your certificate at this desk. Nothing was sent.',
  'cannot-sign':
    'The key that you unlocked cannot sign: its signing half is missing, is on a smartcard, or has expired. Export the whole secret key and unlock it again, or answer with gpg on the machine that has it. Nothing was sent.',
  'newest-subkey-missing':
    'The key that you unlocked does not hold your newest subkey, so what is sealed to that one could not be opened any more. Export the whole secret key again, forget this one, and unlock the new file. Nothing was changed.',
  'not-vouched':
    "A certificate that the server names has not enough trustees' signatures for this desk that this console knows and believes, or cannot be used now. Nothing was sealed. Load this page again and try once more; if it stays so, ask a key admin to have the trustees sign it. If they have, tell your desk and the operator, and not through this server.",
  'cannot-read-version-2':
    "This colleague's program, such as gpg, cannot open this report: it is sealed in a newer form than their certificate says they can read. Nothing was sealed. Tell them what is in it, or save it unsealed and seal it to them with gpg.",
  'primary-elsewhere':
    'The secret half of your primary key is not in this file: it is on a smartcard, or was left out of the export. Only that can give the key a new subkey: do it with gpg on the machine that has it (gpg --edit-key, then addkey), and bring the certificate below. Nothing was changed.',
  'several-keys': 'This file holds more than one secret key. Export the one of your certificate here alone. Nothing was changed.',
  'not-your-certificate':
    'The key that you unlocked does not belong to your certificate here. Forget it, and unlock the one that does. Nothing was changed.',
} as const;

export type RefusalKind = keyof typeof refusalWords;

export class Refused extends Error {
  /** @param fact what the words leave open */
  constructor(
    readonly kind: RefusalKind,
    fact = '',
  ) {
    super(refusalWords[kind].replace('{}', fact));
  }
}
