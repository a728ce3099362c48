import { quoted } from './code.js';

/**
 * A request as it is typed into a shell; the token is a variable of the shell, if one is needed.
 *
 * @param parameters of the query, each encoded by curl
 * @param body sent as JSON
 */
export function curl({ api, method = 'GET', path, parameters = {}, body }) {
  const local = api.me && api.me.kind === 'local';
  const asked = Object.entries(parameters).map(([name, value]) => `--data-urlencode ${quoted(`${name}=${value}`)}`);
  return [
    `curl -sw '\\n' ${asked.length > 0 ? '-G ' : ''}${quoted(location.origin + path)}`,
    method !== 'GET' && !body && `-X ${method}`,
    !local && '-H "Authorization: Bearer $ADCACHE_TOKEN"',
    ...asked,
    body && "-H 'Content-Type: application/json'",
    body && `-d ${quoted(JSON.stringify(body))}`,
  ]
    .filter(Boolean)
    .join(' \\\n  ');
}
