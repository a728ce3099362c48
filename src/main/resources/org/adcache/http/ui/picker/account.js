/* What is shown of an account. */

const LETTERS = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ı: 'i', þ: 'th' };

/** Lower case without accents: near to how the service compares, for what is compared in the page. */
export function fold(text) {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđðłıþ]/g, (letter) => LETTERS[letter]);
}

export function nameOf(account) {
  const displayed = account.extra && account.extra.displayName && account.extra.displayName[0];
  return displayed || account.cn || account.mail || account.sAMAccountName || account.objectGUID;
}

/** The DNS name that the DC parts of a DN spell. */
export function domainOf(account) {
  const parts = String(account.distinguishedName || '').match(/(?:^|,)DC=((?:[^,\\]|\\.)*)/gi) || [];
  return parts.map((part) => part.replace(/^,?DC=/i, '')).join('.') || account.connection || '';
}

/** The container's own name: OU=Sales in CN=Jo,OU=Sales,DC=corp */
function containerOf(account) {
  const match = String(account.distinguishedName || '').match(/^(?:[^,\\]|\\.)*,[A-Za-z]+=((?:[^,\\]|\\.)*)/);
  return match ? match[1].replace(/\\(.)/g, '$1') : '';
}

function kindOf(account) {
  return account.mailboxType || { user: 'person' }[account.type] || account.type;
}

function statesOf(account) {
  return ['disabled', 'expired', 'hidden'].filter(
    (state) => account[state] === true && !(state === 'disabled' && account.mailboxType),
  );
}

/** What a row shows of an account: a name and the parts of the second line, each with the ranges to mark. */
export function describe(account) {
  const name = nameOf(account);
  const cn = account.cn === undefined ? name : account.cn;
  const ranges = { name: [], mail: [], alias: new Map(), account: [], upn: [], cn: [] };
  for (const { field, index, start, end } of account.matched || []) {
    if (field === 'displayName' || (field === 'cn' && cn === name)) ranges.name.push([start, end]);
    else if (field === 'cn') ranges.cn.push([start, end]);
    else if (field === 'sAMAccountName') ranges.account.push([start, end]);
    else if (field === 'userPrincipalName') ranges.upn.push([start, end]);
    else if (field === 'addresses' && (account.addresses || [])[index] === account.mail) {
      ranges.mail.push([start, end]);
    } else if (field === 'addresses') ranges.alias.set(index, [...(ranges.alias.get(index) || []), [start, end]]);
    else {
      const value = account.extra && account.extra[field] && account.extra[field][0];
      const at = value ? name.indexOf(value) : -1;
      if (at >= 0) ranges.name.push([at + start, at + end]);
    }
  }
  const parts = [];
  if (account.mail) parts.push({ text: account.mail, ranges: ranges.mail });
  for (const [index, found] of ranges.alias) parts.push({ text: account.addresses[index], ranges: found });
  if (ranges.cn.length > 0) parts.push({ text: cn, ranges: ranges.cn });
  if (account.sAMAccountName) parts.push({ text: account.sAMAccountName, ranges: ranges.account });
  if (ranges.upn.length > 0 && account.userPrincipalName !== account.mail) {
    parts.push({ text: account.userPrincipalName, ranges: ranges.upn });
  } else if (ranges.upn.length > 0) parts[0].ranges.push(...ranges.upn);
  const domain = domainOf(account);
  if (domain) parts.push({ text: domain, ranges: [] });
  return { name, ranges: ranges.name, parts, kind: kindOf(account), states: statesOf(account) };
}

/** Rows of one name are told apart by what differs between them; where nothing does, more is shown. */
export function tellApart(rows) {
  const byName = new Map();
  for (const row of rows.filter((one) => one.account)) {
    const key = fold(row.view.name);
    byName.set(key, [...(byName.get(key) || []), row]);
  }
  for (const alike of byName.values()) {
    if (alike.length < 2) continue;
    const texts = alike.map((row) => new Set(row.view.parts.map((part) => part.text)));
    for (const row of alike) {
      for (const part of row.view.parts) part.differs = !texts.every((set) => set.has(part.text));
    }
    const more = [
      (account) => account.extra && account.extra.department && account.extra.department[0],
      (account) => account.extra && account.extra.title && account.extra.title[0],
      containerOf,
      (account) => account.objectGUID.slice(0, 8),
    ];
    const said = (row) => JSON.stringify(row.view.parts.map((part) => part.text));
    const alikeStill = () => new Set(alike.map(said)).size < alike.length;
    for (const text of more) {
      if (!alikeStill()) break;
      if (new Set(alike.map((row) => text(row.account))).size < 2) continue;
      for (const row of alike) {
        if (text(row.account)) row.view.parts.splice(1, 0, { text: text(row.account), ranges: [], differs: true });
      }
    }
    for (const { view } of alike) view.parts.sort((one, other) => Boolean(other.differs) - Boolean(one.differs));
  }
}
