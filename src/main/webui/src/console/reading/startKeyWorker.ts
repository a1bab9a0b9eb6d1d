import address from './keyWorker?worker&url';

interface ScriptAddresses {
  createScriptURL(asked: string): string;
}

/** As far as it is used here: not every browser has it, and TypeScript does not declare it yet. */
interface TrustedTypes {
  createPolicy(name: string, rules: ScriptAddresses): ScriptAddresses;
}

/** The one address from which the page's policy lets a worker start; it is the only name that SecurityHeaders allows for that. */
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('sallyport-key-worker', {
  createScriptURL(asked) {
    if (asked !== address) throw new TypeError('not the address of the key worker');
    return asked;
  },
});

export function startKeyWorker(): Worker {
  const trusted = policy === undefined ? address : policy.createScriptURL(address);
  return new Worker(trusted, { type: 'module' });
}
