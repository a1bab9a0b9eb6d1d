import { decoded, type Encoding } from './encodings';

/** How usual a character is in the languages for which an encoding was made: 1 for the most frequent, 0 for one that is not. */
export type Usual = ReadonlyMap<string, number>;

/** @param frequent letters, the most frequent first */
function letters(frequent: string, rare = ''): Usual {
  const usual = new Map<string, number>();
  const each = Array.from(frequent);
  each.forEach((letter, place) => add(usual, letter, 1 - (0.7 * place) / each.length));
  for (const letter of rare) add(usual, letter, 0.3);
  return usual;
}

function add(usual: Map<string, number>, letter: string, worth: number): void {
  usual.set(letter, worth);
  const capital = letter.toUpperCase();
  if (!usual.has(capital)) usual.set(capital, 0.8 * worth);
}

/** The tables of national standards hold the characters in use first: that part of one is read from the browser's decoder. */
function rows(encoding: Encoding, from: number, to: number, worth: number, frequent = ''): Usual {
  const octets: number[] = [];
  for (let high = from; high <= to; high++) for (let low = 0xa1; low <= 0xfe; low++) octets.push(high, low);
  const usual = new Map<string, number>();
  for (const character of decoded(Uint8Array.from(octets), encoding)) usual.set(character, worth);
  for (const character of frequent) usual.set(character, 1);
  return usual;
}

function both(...tables: readonly Usual[]): Usual {
  return new Map(tables.flatMap((table) => [...table]));
}

const quotes = letters('', '«»‘’‚“”„–—…•№°§€');
const cyrillic = both(quotes, letters('оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё', 'іїєґўјљњћђџѓќѕ'));
const arabic = both(quotes, letters('اليمنوترهبةدعسفكقحجأشطصخىذضغثئءزإؤآظ', 'یکپچگژےںہھٹڈڑ،؟؛ـًٌٍَُِّْ'));
const hebrew = both(quotes, letters('יוהלאתרבשמנחדעכקםפסטגןזצךץף', 'ְֱֲֳִֵֶַָֹֻּ'));
const greek = both(quotes, letters('αοιετνσηυρπκμλςόίέάύήδγθχφωώβξζψ', 'ϊΐϋΰ'));
const thai = both(quotes, letters('านรอกเงมยลวดทสตปบหแพคจชขไโธณซถผผฟศใฝภษ่้ีิัื็์ะำูุ', 'ฉญฐฏฎฑฒฌฆฬฮฤๆฯ๊๋๐๑๒๓๔๕๖๗๘๙'));
const western = both(quotes, letters('éàáíóñèçêãúôäöüßâîûïëùåøæœõìò', '¿¡ªº'));
const central = both(quotes, letters('áéíóěščřžýąęłćżśńőűöüůúäôșțăâîđťďňź', 'ľĺŕţşß'));
const turkish = both(quotes, letters('ıişğüöçâ', 'îûİ'));
const baltic = both(quotes, letters('āīēšėūžąčįņļęųķģõäöü'));

const kana = letters('のにはをたがでとしていなもるれさからっこりまきせよくんあえうそどだけおつみすちほめわやじバンスルトアイリクラシドレタテコカマメロプジフーグデサキミニオダネウノヒゼ', '、。「」・');
const simplified = rows('gb18030', 0xb0, 0xd7, 0.55, '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里，。、：“”（）');
const traditional = rows('big5', 0xa4, 0xc6, 0.5, '的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡，。、：「」（）');
const korean = rows('euc-kr', 0xb0, 0xc8, 0.6, '이다는의가을에를고하지은도사로한기어서리인나자대아시일정그해있스부수라보전원');

/** For guessing; encodings that only a person can tell from these are not among them. The first of two that read the same wins. */
export const usualText: ReadonlyMap<Encoding, Usual> = new Map<Encoding, Usual>([
  ['windows-1252', western],
  ['windows-1251', cyrillic],
  ['windows-1256', arabic],
  ['gb18030', simplified],
  ['big5', traditional],
  ['shift_jis', both(rows('euc-jp', 0xb0, 0xcf, 0.45), kana)],
  ['euc-jp', both(rows('euc-jp', 0xb0, 0xcf, 0.45), kana)],
  ['euc-kr', korean],
  ['windows-1250', central],
  ['windows-1254', turkish],
  ['windows-1253', greek],
  ['windows-1255', hebrew],
  ['windows-874', thai],
  ['windows-1257', baltic],
  ['koi8-u', cyrillic],
  ['ibm866', cyrillic],
  ['iso-8859-5', cyrillic],
  ['iso-8859-6', arabic],
  ['iso-8859-2', central],
  ['x-mac-cyrillic', cyrillic],
  ['macintosh', western],
]);

/** Archives have their names in what DOS used on the same machine, far more often than in what Windows did. */
export const usualNames: ReadonlyMap<Encoding, Usual> = new Map<Encoding, Usual>([
  ['cp437', western],
  ['cp850', western],
  ['cp720', arabic],
  ['cp852', central],
  ['cp857', turkish],
  ['cp737', greek],
  ['cp862', hebrew],
  ...usualText,
]);
