import { describe, expect, it } from 'vitest';
import { contentOf } from './contents';
import { encoded } from './testing';

const octets = (text: string) => new TextEncoder().encode(text);
const body = (...lines: string[]) => octets(lines.join('\r\n'));

describe('what a mail program sealed', () => {
  const whole = body(
    'Content-Type: multipart/mixed; boundary="xYz";',
    ' protected-headers="v1"',
    'Subject: =?utf-8?Q?=D0=9F=D0=B8=D1=81=D1=8C?= =?utf-8?B?0LzQvg==?=',
    '',
    'A preamble that nobody reads.',
    '--xYz',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    '=D0=9C=D0=B5=D0=BD=D1=8F =D0=B7=D0=B0=D0=B4=D0=B5=D1=80=D0=B6=D0=B0=D0=BB=',
    '=D0=B8.',
    '--xYz',
    "Content-Type: application/pdf; name*0*=utf-8''%D1%84%D0%BE; name*1*=%D1%82%D0%BE.pdf",
    'Content-Disposition: attachment',
    'Content-Transfer-Encoding: base64',
    '',
    'JVBERi0xLjcg',
    'b25l',
    '--xYz',
    'Content-Type: application/octet-stream; name="reply-key.pgp"',
    'Content-Disposition: attachment; filename="reply-key.pgp"',
    '',
    'key',
    '--xYz--',
    '',
  );

  it('is shown decoded, its attachments offered, the key for the answer found', async () => {
    const content = await contentOf(whole);
    expect(content).toMatchObject({ kind: 'e-mail message', ending: '.eml', fault: null });
    expect(content.texts.map(({ name, text }) => [name, text])).toEqual([
      ['Subject', 'Письмо'],
      ['', 'Меня задержали.'],
    ]);
    expect(content.files.map(({ name, kind, size }) => [name, kind, size])).toEqual([['фото.pdf', 'PDF document', 12]]);
    expect(Buffer.from((await content.files[0]?.read()) ?? []).toString()).toBe('%PDF-1.7 one');
    expect(Buffer.from(content.replyKey ?? []).toString()).toBe('key');
  });

  it('is the same with the line ends of Unix', async () => {
    const content = await contentOf(octets(Buffer.from(whole).toString().replaceAll('\r\n', '\n')));
    expect(content.texts[1]?.text).toBe('Меня задержали.');
    expect(content.files).toHaveLength(1);
  });

  it('in one part is that part, in the encoding that it names, or another that is chosen', async () => {
    const head = body('MIME-Version: 1.0', 'Content-Type: text/plain; charset=koi8-r', '', '');
    const sent = new Uint8Array([...head, ...encoded('Меня задержали.', 'koi8-u')]);
    expect((await contentOf(sent)).texts).toMatchObject([{ text: 'Меня задержали.', encoding: 'koi8-u', choosable: true }]);
    expect((await contentOf(sent, '', 'windows-1251')).texts[0]?.text).toBe('нЕОС ЪБДЕТЦБМЙ.');
  });

  it('in two versions is shown in the plain one; the other is a file', async () => {
    const { texts, files } = await contentOf(
      body(
        'Content-Type: multipart/alternative; boundary=b1',
        '',
        '--b1',
        '',
        'plain words',
        '--b1',
        'Content-Type: text/html; charset=utf-8',
        '',
        '<p>other words</p>',
        '--b1--',
      ),
    );
    expect(texts.map(({ text }) => text)).toEqual(['plain words']);
    expect(files.map(({ name }) => name)).toEqual(['message.html']);
  });

  it('as a web page alone is shown as its words, and nothing of it is run', async () => {
    const page = '<html><head><title>t</title></head><style>p{}</style><p>One &amp; two</p><script>alert(1)</script>three<br>four &#x2665;</html>';
    const { texts, files } = await contentOf(body('Content-Type: text/html; charset=utf-8', '', page));
    expect(texts.map(({ text }) => text)).toEqual(['One & two\nthree\nfour ♥']);
    expect(files).toHaveLength(1);
  });

  it('with a mail in it, or parts in parts, is read to its last part', async () => {
    const { texts, files } = await contentOf(
      body(
        '--outer',
        'Content-Type: multipart/mixed; boundary=inner',
        '',
        '--inner',
        'Content-Type: text/plain',
        '',
        'first',
        '--inner',
        'Content-Type: message/rfc822',
        '',
        'Subject: forwarded',
        'MIME-Version: 1.0',
        '',
        'second',
        '--inner--',
        '--outer',
        'Content-Type: image/jpeg',
        'Content-Transfer-Encoding: base64',
        '',
        '/9j/4AAQ',
      ),
    );
    expect(texts.map(({ text }) => text)).toEqual(['first']);
    expect(files.map(({ name, kind, opens }) => [name, kind, opens])).toEqual([
      ['message.eml', 'e-mail message', true],
      ['part-2', 'JPEG picture', false],
    ]);
  });

  it('is no text that only speaks of one', async () => {
    expect((await contentOf(octets('I saw this:\n\nContent-Type: text/plain\n'))).kind).toBe('plain text');
  });

  it('cannot keep the browser busy with what has no end', async () => {
    const nasty = `Content-Type: text/html\r\n\r\n${'<br'.repeat(100_000)}${'<!--'.repeat(100_000)}${'"'.repeat(100_000)}`;
    expect((await contentOf(octets(nasty))).kind).toBe('e-mail message');
    expect((await contentOf(octets(`${'\0'.repeat(400_000)}a`))).texts).toHaveLength(0);
  });
});
