/** Numbers and times, as the reader's language writes them. */

const number = new Intl.NumberFormat();
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const UNITS = [
  [60, 1, 's'],
  [3600, 60, 'min'],
  [86400 * 2, 3600, 'h'],
  [Infinity, 86400, 'days'],
];

/** 184,213 */
export function count(value) {
  return number.format(value);
}

/** 1 account, 2 accounts */
export function counted(value, one, many = `${one}s`) {
  return `${number.format(value)} ${value === 1 ? one : many}`;
}

/** The sum of accounts of all types. */
export function total({ users, contacts, groups }) {
  return users + contacts + groups;
}

/** 2 people, 1 contact, 3 groups */
export function byType({ users, contacts, groups }) {
  return [counted(users, 'person', 'people'), counted(contacts, 'contact'), counted(groups, 'group')].join(', ');
}

/** 4 min; rounded down, two units at most an hour apart are not told apart. */
export function span(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [, divisor, unit] = UNITS.find(([below]) => whole < below);
  const value = Math.floor(whole / divisor);
  return `${number.format(value)} ${unit === 'days' && value === 1 ? 'day' : unit}`;
}

/** 320 ms, 4.1 s, 2 min 3 s */
export function duration(milliseconds) {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return seconds % 60 === 0 ? span(seconds) : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** 4 min ago, in 26 min, just now */
export function ago(instant, now = Date.now()) {
  const seconds = (now - Date.parse(instant)) / 1000;
  if (Math.abs(seconds) < 2) return 'just now';
  return seconds >= 0 ? `${span(seconds)} ago` : `in ${span(-seconds)}`;
}

/** 12 Mar 2027, 09:12:44 */
export function moment(instant) {
  return exact.format(new Date(instant));
}

/** 12.4 MB */
export function bytes(value) {
  if (value < 1000) return `${number.format(value)} bytes`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let scaled = value / 1000;
  let unit = 0;
  while (scaled >= 999.5 && unit < units.length - 1) {
    scaled /= 1000;
    unit += 1;
  }
  return `${scaled < 10 ? scaled.toFixed(1) : Math.round(scaled)} ${units[unit]}`;
}

/** 83 %, never 100 % of what isn't all. */
export function percent(share) {
  const rounded = Math.round(share * 100);
  return share < 1 && rounded === 100 ? 'more than 99 %' : `${rounded} %`;
}

/** One word for a type, as people say it. */
export function kind(account) {
  const boxes = {
    room: 'room',
    equipment: 'equipment',
    shared: 'shared mailbox',
    linked: 'linked mailbox',
    remote: 'remote mailbox',
    'dynamic-group': 'dynamic group',
    'public-folder': 'public folder',
  };
  return boxes[account.mailboxType] || { user: 'person' }[account.type] || account.type;
}
