/** Keytabs in MIT's format 5.2. */

const VERSION = Buffer.from([5, 2]);
const AES256 = 18;
const WRITTEN = 1700000000;

function number(bytes, value) {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
}

function text(value) {
  const octets = Buffer.from(value, 'utf8');
  return Buffer.concat([number(2, octets.length), octets]);
}

/** A keytab with a key for each principal, such as HTTP/gw.corp.example@CORP.EXAMPLE; the keys open nothing. */
export function keytab(...principals) {
  const entries = principals.map((principal) => {
    const [name, realm] = principal.split('@');
    const components = name.split('/');
    const key = Buffer.alloc(32);
    return Buffer.concat([
      number(2, components.length),
      text(realm),
      ...components.map(text),
      number(4, 1),
      number(4, WRITTEN),
      number(1, 1),
      number(2, AES256),
      number(2, key.length),
      key,
    ]);
  });
  return Buffer.concat([VERSION, ...entries.flatMap((entry) => [number(4, entry.length), entry])]);
}

/** The entries of several keytabs in one, in their order. */
export function joined(...keytabs) {
  return Buffer.concat([VERSION, ...keytabs.map((one) => one.subarray(VERSION.length))]);
}
