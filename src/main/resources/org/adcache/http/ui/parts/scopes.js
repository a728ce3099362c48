import { el } from '../dom.js';

/** What each scope permits, in the order of their reach. */
export const SCOPES = {
  lookup: 'look accounts up and test rules',
  suggest: 'get suggestions while somebody types',
  export: 'read lists and members',
  admin: 'everything, also change settings and turn off',
};

/** Scopes as words, each with what it permits on hover. */
export function scopeList(scopes) {
  if (scopes.length === 0) return el('span.muted', 'nothing');
  return el(
    'span.scopes',
    scopes.map((scope) => el('span.scope', { title: SCOPES[scope] }, scope)),
  );
}
