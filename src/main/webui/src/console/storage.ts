import type { Session } from './api';

/** Those who can have something done about it. */
export function hearsOfStorage(session: Session): boolean {
  if (session.standing === 'conflicting-roles') return false;
  return session.roles.includes('key-admin') || session.roles.includes('desk-lead');
}

const what = 'Ask the operator to make room, or to give it more.';

/**
 * What they hear.
 *
 * @param nearlyFull percent in steps of five, downwards; null while there is room
 */
export function storageText(nearlyFull: number | null): string {
  if (nearlyFull === null) return '';
  if (nearlyFull >= 100) return `The store is full: sources can send nothing now. ${what}`;
  const ahead =
    nearlyFull >= 90
      ? 'sources can send short reports only now, and from 97 % nothing'
      : 'from 90 % sources can send short reports only, from 97 % nothing';
  return `The store is ${nearlyFull} % full: ${ahead}. ${what}`;
}
