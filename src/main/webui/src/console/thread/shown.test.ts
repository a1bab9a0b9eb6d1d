import { createSSRApp, type Component } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { describe, expect, it } from 'vitest';
import { useAnswering } from '../answering/answering';
import { newCase } from '../answering/cases';
import ConfirmReply from '../answering/ConfirmReply.vue';
import { printed } from '../answering/testing';
import { Api, type Entry, type Thread } from '../api';
import { everything } from '../filter';
import EntryDetail from '../parts/EntryDetail.vue';
import EntryList from '../parts/EntryList.vue';
import { useReading } from '../reading/reading';
import EntryThread from './EntryThread.vue';
import OpenElsewhere from './OpenElsewhere.vue';
import { addition, message, reply, thread, twin } from './testing';
import TwinEntries from './TwinEntries.vue';

const entry: Entry = { id: 'e1', desk: 'urgent', received: '2026-11-24', state: 'again', size: 'small', unread: true, twins: 0 };
const desks = new Map([['country', 'Country desk']]);

/** What a person is given to read, or hears: tags are left out, what they are called is not. */
async function shown(what: Component, props: Record<string, unknown>): Promise<string> {
  const html = await renderToString(createSSRApp(what, props));
  const labelled = html.replace(/<[^>]* aria-label="([^"]*)"[^>]*>/g, ' [$1] ');
  return labelled.replace(/<!--.*?-->/g, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}

function readingWith(unlocked: boolean) {
  const reading = useReading(() => {
    throw new Error('no worker is needed for this');
  });
  reading.fingerprints.value = unlocked ? ['ab12'] : [];
  return reading;
}

function ofThread(given: Thread, unlocked: boolean) {
  const reading = readingWith(unlocked);
  return shown(EntryThread, { entry, at: { ...newCase(), thread: given }, reading });
}

describe('a thread as it is shown', () => {
  const given = thread([addition('b'), message('a'), reply('c', { readable: false }), message('d')]);

  it('has every report first, marked as such, and a sealed download of each message without a key', async () => {
    const words = await ofThread(given, false);
    expect(words).toMatch(/Report 1 of 2 .*Report 2 of 2 .*Added by the source .*Answered by urgent-1/);
    expect(words.match(/\[Download sealed: /g)).toHaveLength(4);
    expect(words).toContain('[Download sealed: Report 2 of 2, 24 November 2026, 10 bytes]');
    expect(words).not.toContain('[Open: ');
    expect(words).toContain('several reports under one codename');
  });

  it('opens what is sealed to its reader once the key is unlocked', async () => {
    const words = await ofThread(given, true);
    expect(words.match(/\[Open: /g)).toHaveLength(3);
    expect(words).toContain('sealed; not to you');
    expect(await ofThread(thread([message('a')]), true)).not.toContain('several reports');
  });

  it('is downloaded as a whole, with the words for gpg, even if no report is in it', async () => {
    const words = await shown(OpenElsewhere, { entry, thread: given });
    expect(words).toMatch(/Download message-a\.pgp .*Download everything \(ZIP\)/);
    expect(words).toContain('gpg --output message-a-opened --decrypt message-a.pgp');
    expect(words).toContain('gpg --decrypt');
    const none = await shown(OpenElsewhere, { entry, thread: null });
    expect(none).toContain('Download everything (ZIP)');
    expect(none).not.toContain('Download message-');
  });
});

describe('twins as they are shown', () => {
  it('are listed with desk, day and state, and what they can mean', async () => {
    const words = await shown(TwinEntries, { desks, thread: thread([message('a')], { twins: [twin('t1'), twin('t2')], moreTwins: 3 }) });
    expect(words).toContain('The same sealed message came 5 more times');
    expect(words).toMatch(/source sent it twice.*captured the message.*only to the codename whose key is inside/);
    expect(words.match(/Country desk, 25 November 2026\. Received, not yet opened/g)).toHaveLength(2);
    expect(words).toMatch(/\[Open it: [a-z]+ [a-z]+, entry t1\]/);
    expect(words).toContain('3 more are not listed here.');
  });

  it('are not spoken of where there are none', async () => {
    expect((await shown(TwinEntries, { desks, thread: thread([message('a')]) })).trim()).toBe('');
    expect((await shown(TwinEntries, { desks, thread: null })).trim()).toBe('');
  });
});

it('asks about one reply, and says that it will ask again', async () => {
  const words = await shown(ConfirmReply, { doubt: 'Nobody knows.' });
  expect(words).toMatch(/Send this one reply all the same\? Nobody knows\. Nothing was sent yet\. You are asked again/);
  expect(words).toMatch(/Send this reply all the same .*Do not send it/);
});

it('stands in the list as one line that tells its copies, and a second message from a new report', async () => {
  const lines = [{ ...entry, twins: 2 }, { ...entry, id: 'e2', state: 'received' }];
  const words = await shown(EntryList, {
    listing: { entries: lines, next: null },
    ...{ marked: null, filter: everything, chosen: null, desks, busy: '', loaded: true, failure: '', appearing: '' },
  });
  expect(words).toContain('2 unread, 1 not yet opened, 1 where the source wrote again');
  expect(words).toMatch(/3 copies .*The source wrote again .*Received, not yet opened/);
  expect(words.match(/ copies/g)).toHaveLength(1);
});

it('has all of an entry on its page: its twins before its thread, the moves from its state, and where its answer belongs', async () => {
  const given = thread([message('a'), addition('b')], { twins: [twin('t1', 'Bw==')] });
  const api = new Api(() => Promise.resolve(new Response(JSON.stringify(given))));
  const work = { ...readingWith(false), fingerprintsOf: printed };
  const answering = useAnswering(api, work, () => '', () => undefined);
  await answering.load('e1');
  answering.opened('e1', 'a', [new Uint8Array([7])]);
  answering.of('e1').draft = 'text';
  await answering.send('e1');
  const words = await shown(EntryDetail, { entry, desks, busy: false, failure: '', last: null, reading: work, answering });
  expect(words).toMatch(/The source wrote again .*came once more .*Everything in this entry .*Download everything \(ZIP\)/);
  expect(words).toMatch(/Answer the source STOP: .*\[Open it: entry t1, to which the reply key belongs\]/);
  expect(words).toMatch(/Tell your desk where it stands Mark as opened Waiting for the source Done/);
});
