import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { generateKey } from '@protontech/openpgp';
import { build } from 'vite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { quorumFrom, trusteesIn } from '../../trustees.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trustees-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
});

async function trustee(file: string): Promise<string> {
  const { publicKey } = await generateKey({ userIDs: [{ name: 'trustee' }], format: 'object' });
  writeFileSync(join(folder, file), publicKey.armor());
  return publicKey.getFingerprint().toUpperCase();
}

describe('the trustees that are compiled in', () => {
  it('are the certificates of the folder, sorted, and nobody in an empty one', async () => {
    expect(await trusteesIn(folder)).toEqual([]);
    const fingerprints = [await trustee('a.asc'), await trustee('b.asc')];
    writeFileSync(join(folder, 'README.md'), 'no certificate');
    expect(await trusteesIn(folder)).toEqual(fingerprints.sort());
  });

  it('are not built with a file that is no certificate, is secret or is not there', async () => {
    writeFileSync(join(folder, 'a.asc'), 'no certificate');
    await expect(trusteesIn(folder)).rejects.toThrow('a.asc is not the armored certificate');
    const { privateKey } = await generateKey({ userIDs: [{ name: 'trustee' }], format: 'object' });
    writeFileSync(join(folder, 'a.asc'), privateKey.armor());
    await expect(trusteesIn(folder)).rejects.toThrow('a.asc is not the armored certificate');
    await expect(trusteesIn(join(folder, 'missing'))).rejects.toThrow('ENOENT');
  });

  it.each(['0', '-1', 'two', '', '1.5'])('have no quorum of "%s"', (given) => {
    expect(() => quorumFrom(given)).toThrow('SALLYPORT_QUORUM');
  });

  it('have a quorum of two unless another one is named', () => {
    expect(quorumFrom(undefined)).toBe(2);
    expect(quorumFrom('3')).toBe(3);
  });
});

/** What a build would write: hash of all of it, and the worker's text. */
async function built(): Promise<{ hash: string; worker: string }> {
  const root = resolve(import.meta.dirname, '../..');
  const done = await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'error', build: { write: false, emptyOutDir: false } });
  const files = (Array.isArray(done) ? done : [done]).flatMap((one) => ('output' in one ? one.output : []));
  const texts = files.map((file): [string, string] => [file.fileName, String('code' in file ? file.code : file.source)]);
  const hash = createHash('sha256').update(JSON.stringify(texts.sort(([one], [other]) => (one < other ? -1 : 1)))).digest('hex');
  return { hash, worker: texts.find(([name]) => name.includes('keyWorker'))?.[1] ?? '' };
}

describe('a build', () => {
  it('has the same bytes for the same trustees, and others for another one', async () => {
    vi.stubEnv('SALLYPORT_TRUSTEES', folder);
    const [before] = [await trustee('a.asc'), await trustee('b.asc')];
    const [first, again] = [await built(), await built()];
    expect(again.hash).toBe(first.hash);
    expect(first.worker).toContain(before);
    const after = await trustee('a.asc');
    const other = await built();
    expect(other.hash).not.toBe(first.hash);
    expect(other.worker).toContain(after);
    expect(other.worker).not.toContain(before);
  }, 120_000);
});
