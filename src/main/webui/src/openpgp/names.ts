/** Control characters, and those that turn the direction of writing: "photo\u202Egpj.exe" would read as a picture. */
const deceiving = /[\0-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

export function plainName(name: string): string {
  return name.replace(deceiving, '\ufffd');
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
