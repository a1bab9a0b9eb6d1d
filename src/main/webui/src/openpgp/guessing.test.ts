import { describe, expect, it } from 'vitest';
import { decoded, encodingCalled, encodingNames, type Encoding } from './encodings';
import { guessEncoding, guessNames } from './guessing';
import { encoded } from './testing';

const samples: Readonly<Record<string, readonly [text: string, ...encodings: Encoding[]]>> = {
  Russian: ['Меня задержали после встречи с докладчиком. Прошу помочь моей семье.', 'windows-1251', 'koi8-u', 'ibm866', 'iso-8859-5', 'x-mac-cyrillic'],
  Ukrainian: ['Мене затримали після зустрічі, і їхній слідчий погрожував моїй родині.', 'windows-1251', 'koi8-u'],
  Arabic: ['اعتقلوني بعد لقاء المقرر الخاص، وهددوا عائلتي في البيت.', 'windows-1256', 'iso-8859-6'],
  'simplified Chinese': ['我在会见特别报告员之后被带走，家人也受到了威胁。', 'gb18030', 'utf-16le'],
  'traditional Chinese': ['我在會見特別報告員之後被帶走，家人也受到了威脅。', 'big5', 'utf-16be'],
  Japanese: ['特別報告者と会った後、警察に連れて行かれました。カメラも取られた。', 'shift_jis', 'euc-jp', 'iso-2022-jp'],
  Korean: ['특별보고관을 만난 뒤에 경찰이 나를 데려갔고 가족을 협박했다.', 'euc-kr', 'utf-16le'],
  French: ['On nous a arrêté après la réunion ; ma mère a été menacée à la maison, où je me cachais.', 'windows-1252', 'macintosh'],
  Spanish: ['Me detuvieron después de la reunión. ¿Quién protegerá a mi niña mañana?', 'windows-1252'],
  German: ['Sie haben mich nach dem Gespräch verhört und für meine Brüder Strafen angekündigt.', 'windows-1252'],
  Czech: ['Zadrželi mě po schůzce a vyhrožovali mé rodině, že přijdou znovu a všechno nám seberou.', 'windows-1250', 'iso-8859-2'],
  Polish: ['Zatrzymano mnie po spotkaniu, a moją rodzinę zastraszano; proszę o pilną pomoc i ochronę świadków.', 'windows-1250', 'iso-8859-2'],
  Turkish: ['Görüşmeden sonra gözaltına alındım; aileme de baskı yapıldı, çocuğum için korkuyorum.', 'windows-1254'],
  Greek: ['Με συνέλαβαν μετά τη συνάντηση και απείλησαν την οικογένειά μου.', 'windows-1253'],
  Hebrew: ['עצרו אותי אחרי הפגישה ואיימו על המשפחה שלי.', 'windows-1255'],
  Thai: ['ฉันถูกจับหลังจากการประชุมและครอบครัวถูกข่มขู่', 'windows-874'],
};

const names: Readonly<Record<string, readonly [text: string, ...encodings: Encoding[]]>> = {
  'simplified Chinese': ['证据照片.jpg\n映像\\录音.mp3\n', 'gb18030'],
  'traditional Chinese': ['證據照片.jpg\n錄音檔案.mp3\n', 'big5'],
  Japanese: ['証拠写真.jpg\n録音ファイル.mp3\n', 'shift_jis'],
  Korean: ['증거사진.jpg\n녹음파일.mp3\n', 'euc-kr'],
  Russian: ['Фото задержания.jpg\nПротокол.doc\n', 'ibm866', 'windows-1251'],
  Arabic: ['صور الاعتقال.jpg\nتقرير.doc\n', 'cp720', 'windows-1256'],
  French: ['Pièces à conviction.jpg\nRéunion février.doc\n', 'cp850', 'cp437', 'windows-1252'],
  Polish: ['zdjęcia świadków.jpg\nżądanie.doc\n', 'cp852', 'windows-1250'],
  Turkish: ['görüşme kaydı.mp3\nfotoğraf.jpg\n', 'cp857'],
};

const rowsOf = (table: typeof samples) =>
  Object.entries(table).flatMap(([language, [text, ...encodings]]) => encodings.map((encoding) => [language, encoding, text] as const));

describe('the encoding of a text', () => {
  it.each(rowsOf(samples))('is guessed: %s in %s', (_, encoding, text) => {
    const octets = encoded(text, encoding);
    const guess = guessEncoding(octets);
    expect(guess).not.toBeNull();
    expect(decoded(octets, guess as Encoding)).toBe(text);
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be'] as const)('is known by its mark in %s', (encoding) => {
    const octets = encoded('\ufeffЗа 事件', encoding);
    expect(guessEncoding(octets)).toBe(encoding);
    expect(decoded(octets, encoding)).toBe('За 事件');
  });

  it('is none of these for octets of any other kind', () => {
    const noise = Uint8Array.from({ length: 4000 }, (_, at) => (at * at * 31 + at * 7 + (at >> 3)) % 251);
    expect(guessEncoding(noise)).toBeNull();
  });

  it('can be called as mail programs call it', () => {
    expect(encodingCalled('GB2312')).toBe('gb18030');
    expect(encodingCalled('KOI8-R')).toBe('koi8-u');
    expect(encodingCalled('us-ascii')).toBe('windows-1252');
    expect(encodingCalled('x-unknown')).toBeNull();
    for (const name of Object.keys(encodingNames)) expect(encodingCalled(name)).toBe(name);
  });
});

describe('the encoding of file names', () => {
  it.each(rowsOf(names))('is guessed from all of them together: %s in %s', (_, encoding, text) => {
    const octets = encoded(text, encoding);
    expect(decoded(octets, guessNames(octets))).toBe(text);
  });
});
