import { visiblePieces } from './visible';

/** A name of one line, in which all that cannot be seen, or deceives, stands as one sign: "photo\u202Egpj.exe" would read as a picture. */
export function plainName(name: string): string {
  const pieces = visiblePieces(name.replace(/[\t\n\r]/g, '\ufffd'));
  return pieces.map(({ text, sign }) => (sign ? '\ufffd' : text)).join('');
}

const longestName = 120;

/** The last part of a name, short enough for every file system, its ending kept. */
export function nameToSave(name: string): string {
  const last = name.split(/[/\\]/).pop() ?? '';
  const safe = last.replace(/^\.+/, '').replace(/[<>:"|?*\ufffd]/g, '_');
  if (safe === '') return 'file';
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(safe)?.[0] ?? '';
  return safe.length <= longestName ? safe : safe.slice(0, longestName - ending.length) + ending;
}
