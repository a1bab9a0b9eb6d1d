import { describe, expect, it } from 'vitest';
import type { Api } from '../api';
import { Keyring } from './keyring';

describe('retiring a certificate', () => {
  const calls: [string, RequestInit][] = [];
  const api = { call: async (path: string, init: RequestInit) => void calls.push([path, init]) } as unknown as Api;
  const keyring = new Keyring(api, () => 'token');

  it('names it without the spaces that it is shown with, at the door of whoever does it', async () => {
    await keyring.retireOwn('AAAA BBBB');
    await keyring.retireCertificate('AAAA BBBB');
    expect(calls.map(([path, { method }]) => `${method} ${path}`)).toEqual([
      'PUT /api/own-certificates/AAAABBBB/retired',
      'PUT /api/keyring/AAAABBBB/retired',
    ]);
    expect(calls[0]?.[1].headers).toMatchObject({ 'X-CSRF-Token': 'token' });
  });
});
