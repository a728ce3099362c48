import { bdi, el } from '../dom.js';
import { moment } from '../format.js';
import { copyable } from './code.js';
import { mark } from './mark.js';
import { facts } from './table.js';

/** A fingerprint in pairs, as other programs show it. */
export function fingerprint(sha256) {
  return sha256.toUpperCase().match(/../g).join(':');
}

function validity(certificate) {
  const now = Date.now();
  if (Date.parse(certificate.notAfter) < now) return mark('bad', 'Expired');
  if (Date.parse(certificate.notBefore) > now) return mark('bad', 'Not valid yet');
  return Date.parse(certificate.notAfter) - now < 30 * 86400000 ? mark('warn', 'Expires soon') : mark('good', 'Valid');
}

/** One certificate: who it is of, who vouches for it, until when, and what to compare. */
export function certificateFacts(certificate) {
  const own = certificate.subject === certificate.issuer;
  return facts([
    ['Of', bdi(certificate.subject)],
    ['Issued by', own ? 'itself' : bdi(certificate.issuer)],
    ['Kind', certificate.authority ? 'certificate of a CA' : 'certificate of a server'],
    ['Valid', el('span', `${moment(certificate.notBefore)} to ${moment(certificate.notAfter)} `, validity(certificate))],
    ['SHA-256', el('span.fingerprint', copyable(fingerprint(certificate.sha256), 'the fingerprint'))],
  ]);
}

/** The octets of a certificate file as PEM; Windows exports DER. */
export async function asPem(file) {
  const octets = new Uint8Array(await file.arrayBuffer());
  if (octets[0] !== 0x30) return new TextDecoder().decode(octets);
  return `-----BEGIN CERTIFICATE-----\n${base64(octets).replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}

/** Octets in Base64. */
export function base64(octets) {
  let text = '';
  for (const octet of octets) text += String.fromCharCode(octet);
  return btoa(text);
}
