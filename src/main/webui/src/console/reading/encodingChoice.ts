import { encodingNames } from '../../openpgp/encodings';
import { list } from '../words';
import type { Shown } from './protocol';

/** Octets of something unknown of which a person may still want to see a text. */
const mostToTry = 1_000_000;

/** Whether something would look different in another encoding. */
export function isChoosable({ texts, namesIn, kind, chosen, size }: Shown): boolean {
  return chosen !== null || namesIn !== null || texts.some(({ choosable }) => choosable) || (kind === 'unknown kind' && size <= mostToTry);
}

/** In what it is read now, so that a guess can be told from a fact. */
export function readIn({ texts, namesIn, chosen }: Shown): string {
  const used = [...texts.filter(({ choosable }) => choosable).map(({ encoding }) => encoding), ...(namesIn === null ? [] : [namesIn])];
  const names = [...new Set(used)].map((encoding) => encodingNames[encoding]);
  if (names.length === 0) return chosen === null ? 'It looks like no text.' : '';
  return chosen === null ? `Now read as ${list(names)}. Unless its program said so, that is a guess.` : `Now read as ${list(names)}.`;
}
