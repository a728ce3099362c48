import { bdi, el } from '../dom.js';
import { count, counted, kind, percent } from '../format.js';
import { announce } from '../parts/announce.js';
import { actions, button, linkButton } from '../parts/button.js';
import { asPem, base64, certificateFacts } from '../parts/certificates.js';
import { checkList, runTest } from '../parts/checks.js';
import { code } from '../parts/code.js';
import { checkbox, checkboxes, field, select } from '../parts/field.js';
import { mark } from '../parts/mark.js';
import { notice, problemNotice } from '../parts/notice.js';
import { progress } from '../parts/progress.js';
import { facts, table } from '../parts/table.js';
import { keysOf } from './connection.js';

const INTERVALS = ['5m', '15m', '30m', '1h', '2h', '6h', '12h', '1d'];
const IDS = /^[a-z0-9-]{1,40}$/;

/** The items of a list as people type it. */
function items(text) {
  return text.split(/[\s,;]+/).filter(Boolean);
}

function textInput(name, value = '', more = {}) {
  return el('input', { name, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', prop: { value }, ...more });
}

function section(title, ...content) {
  return el('section', el('h2', title), content);
}

/** What is found by the name of a domain: controllers, realm, base. */
function findings(found, kdcs) {
  const reached = found.controllers.filter((one) => one.reachable).length;
  const unfit = (one) => one.problem && !one.problem.type.startsWith('tls-');
  const state = (one) => {
    if (one.reachable === undefined) return mark('off', 'Not tried');
    if (!one.reachable) return mark('bad', 'Not reached');
    return unfit(one) ? mark('bad', 'Unfit') : mark('good', 'Answers');
  };
  return [
    found.problems.map((problem) =>
      notice({ kind: 'bad', title: problem.detail, remedy: remedyHere(problem) }),
    ),
    found.controllers.length > 0 &&
      table({
        caption: 'Domain controllers',
        rows: found.controllers,
        columns: [
          { title: 'Domain controller', cell: (one) => bdi(one.server) },
          { title: 'Found', cell: (one) => (one.source === 'dns' ? 'in DNS' : 'named here') },
          { title: 'State', cell: state },
          {
            title: 'Problem',
            cell: (one) => (unfit(one) ? [one.problem.detail, ' ', remedyHere(one.problem)] : ''),
          },
        ].filter((column) => column.title !== 'Problem' || found.controllers.some(unfit)),
      }),
    reached > 0 &&
      facts([
        ['Realm', bdi(found.realm)],
        ['Base of the tree', found.searchBase && bdi(found.searchBase)],
        ['Kerberos servers', (kdcs.length > 0 ? kdcs : found.kdcs).map((kdc, index) => [index > 0 && ', ', bdi(kdc)])],
      ]),
  ];
}

/** Remedies name keys of the configuration; here they are fields. */
function remedyHere(problem) {
  if (problem.type === 'tls-untrusted-ca') {
    return 'Upload the CA’s certificate under “2. Certificate”, or trust there what the server presents.';
  }
  return problem.remedy
    .replace('Check the key "realm", let', 'Let')
    .replace('correct the key "kdcs"', 'correct the Kerberos servers')
    .replace('Correct the key "domain" or the key "servers" of the connection.', 'Correct the name of the domain, or the domain controllers.')
    .replace('Correct the key "servers"', 'Correct the domain controllers')
    .replace('set tls.mode = starttls', 'choose StartTLS')
    .replace('name the domain controllers with the key "servers"', 'name the domain controllers below')
    .replace('name the KDCs with the key "kdcs"', 'name the Kerberos servers below');
}

function keytabFacts(known) {
  return facts([
    ['Principal', known.principals.map((one, index) => [index > 0 && ', ', bdi(one)])],
    ['Key version', known.keyVersions.join(', ')],
    ['Encryption', known.encryptionTypes.join(', ')],
  ]);
}

function showPreview(preview) {
  return [
    notice({
      kind: 'good',
      title: `A first sync would bring ${counted(preview.users, 'person', 'people')}, ${counted(preview.contacts, 'contact')} and ${counted(preview.groups, 'group')}.`,
      detail: `They have ${counted(preview.addresses, 'address', 'addresses')}. This was read from ${preview.server} and is thrown away again.`,
    }),
    table({
      caption: 'Some of them',
      rows: preview.samples,
      columns: [
        { title: 'Name', cell: (one) => bdi(one.cn) },
        { title: 'Kind', cell: (one) => kind(one) },
        { title: 'Addresses', cell: (one) => one.addresses.map((address, index) => [index > 0 && ', ', bdi(address)]) },
      ],
      empty: 'There is nobody to show: look at the search base, and at what the service account may read.',
    }),
    preview.duplicates.count > 0 &&
      notice({
        kind: 'warn',
        title: `${counted(preview.duplicates.count, 'address has', 'addresses have')} several owners.`,
        detail: el('p', preview.duplicates.samples.map((address, index) => [index > 0 && ', ', bdi(address)])),
      }),
    preview.unreadable.length > 0 &&
      notice({
        kind: 'warn',
        title: 'Some attributes can’t be read of every account.',
        detail: el(
          'ul.plain-list',
          preview.unreadable.map((one) => el('li', el('code', one.attribute), ` of ${kind(one)}s: ${percent(one.share)}`)),
        ),
        remedy: 'Grant the service account “Read property” for them on the search base.',
      }),
    preview.ignored.length > 0 &&
      notice({
        kind: 'warn',
        title: 'Some entries or values are ignored.',
        detail: el('ul.plain-list', preview.ignored.map((one) => el('li', `${one.reason}: ${count(one.count)}`))),
      }),
  ];
}

/** 30m as people say it. */
function words(interval) {
  const [, number, unit] = /^(\d+) ?(m|h|d)$/.exec(interval) || [];
  return number ? counted(Number(number), { m: 'minute', h: 'hour', d: 'day' }[unit]) : interval;
}

/** The schedule as fields; keys() gives those of sync. */
function schedule(sync, changed) {
  const written = sync.at === 'manual' ? 'manual' : sync.at ? 'at' : 'every';
  const intervals = INTERVALS.includes(sync.every || '30m') ? INTERVALS : [sync.every, ...INTERVALS];
  const every = select(intervals.map((one) => [one, words(one)]), { value: sync.every || '30m', change: changed });
  const at = textInput('at', sync.at && sync.at !== 'manual' ? sync.at : '', { placeholder: 'mon,fri 02:30' });
  const everyField = field({ label: 'Every', input: every });
  const atField = field({
    label: 'At',
    help: 'Local time of the service: “02:30”, “mon,fri 02:30” or “1,31 02:30”.',
    input: at,
  });
  const how = select(
    [
      ['every', 'At an interval'],
      ['at', 'At set times'],
      ['manual', 'Only on request'],
    ],
    { value: written, change: () => show() },
  );

  function show() {
    everyField.hidden = how.value !== 'every';
    atField.hidden = how.value !== 'at';
    changed();
  }

  const node = el('div.form-row', field({ label: 'When it is read', input: how }), everyField, atField);
  node.keys = () => {
    if (how.value === 'manual') return { at: 'manual' };
    if (how.value === 'at') return { at: at.value.trim() };
    return every.value === '30m' && !sync.every ? {} : { every: every.value };
  };
  node.fail = atField.fail;
  everyField.hidden = how.value !== 'every';
  atField.hidden = how.value !== 'at';
  at.addEventListener('input', changed);
  return node;
}

/** The form for a new connection, or for a managed one; what is declared in the file is not editable. */
export function connectionForm({ api, signal, go, id }) {
  if (!id) return form({ api, signal, go, others: api.get('/v1/connections', { signal }) });
  const place = el('div.view', el('p.muted.late', 'Asks the service…'));
  api.get('/v1/connections', { signal }).then(
    (answer) => {
      const declared = answer.items.find((one) => one.id === id);
      if (!declared) {
        place.replaceChildren(
          el('h1', 'No such connection'),
          el('p', `There is no connection ${id}. `, el('a', { href: '#/connections' }, 'All connections')),
        );
      } else if (declared.source === 'file') {
        place.replaceChildren(
          el('h1', `Edit ${id}`),
          notice({
            title: 'This connection is declared in the configuration file.',
            detail: 'It can’t be changed here.',
            remedy: 'Change it there, and reload with “adcache reload” or on the page Data.',
            buttons: [linkButton('Back', `#/connections/${encodeURIComponent(id)}`)],
          }),
        );
      } else place.replaceWith(form({ api, signal, go, declared, others: Promise.resolve(answer) }));
    },
    (problem) => signal.aborted || place.replaceChildren(el('h1', `Edit ${id}`), problemNotice(problem)),
  );
  return place;
}

function form({ api, signal, go, declared, others }) {
  const before = declared ? keysOf(declared) : {};
  const named = before.tls && before.tls.trust;
  const draft = {
    found: null,
    pem: undefined,
    keytab: null,
    keytabFacts: declared && declared.keytab,
  };
  let etag = declared && declared.etag;
  let tested = null;

  // Domain
  const domain = textInput('domain', before.domain, { placeholder: 'corp.example.com', required: true, inputmode: 'url' });
  const domainField = field({ label: 'Name of the domain', help: 'The DNS name of the Active Directory domain.', input: domain });
  const servers = textInput('servers', (before.servers || []).join(', '), { placeholder: 'dc1.corp.example.com, dc2.corp.example.com' });
  const serversField = field({ label: 'Domain controllers', optional: true, help: 'Full names, separated by commas. Left empty, DNS is asked at each sync.', input: servers });
  const kdcs = textInput('kdcs', (before.kdcs || []).join(', '));
  const kdcsField = field({ label: 'Kerberos servers', optional: true, help: 'Host or host:port. Left empty, the domain controllers are asked.', input: kdcs });
  const mode = select(
    [
      ['ldaps', 'LDAPS, port 636'],
      ['starttls', 'StartTLS, port 389'],
    ],
    { value: (before.tls && before.tls.mode) || 'ldaps', change: () => changed() },
  );
  const byHand = el(
    'details.by-hand',
    { open: servers.value !== '' || kdcs.value !== '' },
    el('summary', 'Name the servers yourself'),
    el('div.stack', serversField, kdcsField, field({ label: 'Encryption', input: mode })),
  );
  const foundNode = el('div.stack', { 'aria-live': 'polite' });

  // Certificate
  const trustNode = el('div.stack', { 'aria-live': 'polite' });
  const caInput = el('input', { type: 'file', name: 'ca', accept: '.pem,.crt,.cer,.der' });
  const caField = field({ label: 'Upload the CA’s certificate', help: 'PEM or DER, as the administrators of the domain give it.', input: caInput });

  // Keytab
  const keytabInput = el('input', { type: 'file', name: 'keytab', accept: '.keytab' });
  const keytabField = field({
    label: declared && declared.keytab ? 'Another keytab' : 'Keytab of the service account',
    optional: Boolean(declared && declared.keytab),
    help: 'It is checked at once, stored only when you save, and never given back.',
    input: keytabInput,
  });
  const keytabNode = el('div.stack', { 'aria-live': 'polite' });
  const principalPlace = el('div.principal');

  // What is read
  const idInput = textInput('id', declared ? declared.id : '', { required: true, disabled: Boolean(declared), maxlength: '40' });
  const idField = field({
    label: 'Short name of the connection',
    help: declared ? 'It can’t be changed.' : 'Letters a to z, digits and hyphens: in lists, logs and answers.',
    input: idInput,
  });
  const mails = before['email-attributes'] || ['mail', 'proxyAddresses'];
  const mail = checkbox('mail', { checked: mails.includes('mail'), change: () => changed() });
  const proxies = checkbox('proxyAddresses', { checked: mails.includes('proxyAddresses'), change: () => changed() });
  const mailField = checkboxes('E-mail addresses from', [mail, proxies]);
  const contacts = checkbox('Contacts', { checked: before.contacts !== false, change: () => changed() });
  const groups = checkbox('Groups and their members', { checked: before.groups !== false, change: () => changed() });
  const extra = textInput('extra-attributes', (before['extra-attributes'] || []).join(', '), { placeholder: 'department, title' });
  const extraField = field({ label: 'Further attributes', optional: true, help: 'LDAP names, to be shown and to be used in rules.', input: extra });
  const base = textInput('search-base', before['search-base']);
  const baseField = field({ label: 'Search base', optional: true, help: 'Only what lies below is read. Left empty: the whole domain.', input: base });
  const sync = schedule(before.sync || {}, () => changed());

  // Test, preview, save
  const testNode = el('div.stack');
  const previewNode = el('div.stack', { 'aria-live': 'polite' });
  const saveNode = el('div.stack');
  const why = el('p.muted', { id: 'why-not' });
  const testButton = button('Test', { action: test });
  const previewButton = button('Preview', { action: preview });
  const saveButton = button('Save', { kind: 'primary', action: save });
  saveButton.setAttribute('aria-describedby', 'why-not');

  const fields = {
    domain: domainField,
    servers: serversField,
    kdcs: kdcsField,
    'search-base': baseField,
    'extra-attributes': extraField,
    'email-attributes': mailField,
    'sync.at': sync,
  };

  function principal() {
    const known = draft.keytabFacts;
    if (!known || known.principals.length < 2) return before.principal && !draft.keytab ? before.principal : undefined;
    return principalPlace.querySelector('select')?.value ?? before.principal;
  }

  function keys() {
    const all = { ...before, domain: domain.value.trim() };
    const put = (key, value, standard) => {
      if (value === standard || (Array.isArray(value) && value.length === 0) || value === '' || value === undefined) delete all[key];
      else all[key] = value;
    };
    put('servers', items(servers.value));
    put('kdcs', items(kdcs.value));
    put('principal', principal());
    put('search-base', base.value.trim());
    const chosen = [mail, proxies].filter((one) => one.firstChild.checked).map((one) => one.textContent);
    if (chosen.length === 2) delete all['email-attributes'];
    else all['email-attributes'] = chosen;
    put('contacts', contacts.firstChild.checked, true);
    put('groups', groups.firstChild.checked, true);
    put('extra-attributes', items(extra.value));
    const tls = { ...before.tls };
    if (mode.value === 'ldaps') delete tls.mode;
    else tls.mode = mode.value;
    if (draft.pem !== undefined) delete tls.trust;
    if (Object.keys(tls).length > 0) all.tls = tls;
    else delete all.tls;
    const { every, at, ...rest } = before.sync || {};
    const cycles = { ...rest, ...sync.keys() };
    if (Object.keys(cycles).length > 0) all.sync = cycles;
    else delete all.sync;
    return all;
  }

  /** The body of a trial. */
  function body() {
    const text = { connection: keys() };
    if (draft.keytab) text.keytab = draft.keytab;
    if (declared) text.saved = declared.id;
    if (draft.pem) text.trust = draft.pem;
    else if (draft.pem === '' && declared) text.trust = null;
    return text;
  }

  function whyNot() {
    if (!domain.value.trim()) return 'Enter the name of the domain first.';
    if (!draft.keytab && !(declared && declared.keytab)) return 'Choose the keytab first.';
    return '';
  }

  function whyNoSave() {
    const missing = whyNot();
    if (missing) return missing;
    if (tested === null) return 'Save is possible once the test has passed.';
    if (tested.body !== JSON.stringify(body())) return 'Something was changed since the test: test it again.';
    if (tested.outcome !== 'ok') return 'The test has failed; save is possible once it has passed.';
    return IDS.test(idInput.value) ? '' : 'Enter a short name for the connection.';
  }

  function enable(node, can) {
    if (can) node.removeAttribute('aria-disabled');
    else node.setAttribute('aria-disabled', 'true');
  }

  function changed() {
    const missing = whyNot();
    const reason = whyNoSave();
    enable(testButton, !missing);
    enable(previewButton, !missing);
    enable(saveButton, !reason);
    why.textContent = reason || 'The test has passed: it can be saved.';
  }

  function fail(problem) {
    let first = null;
    for (const one of problem.problems) {
      const known = fields[one.key];
      if (!known) continue;
      known.fail(`${one.detail} ${one.suggestion}`);
      first = first || known;
    }
    if (first) (first.querySelector('input') || first).focus();
  }

  function clear() {
    Object.values(fields).forEach((one) => one.fail(''));
    idField.fail('');
  }

  async function find() {
    clear();
    if (!domain.value.trim()) {
      domainField.fail('Enter the name of the domain.');
      domain.focus();
      return;
    }
    foundNode.replaceChildren(progress(`Looks for ${domain.value.trim()}`));
    const query = { domain: domain.value.trim() };
    if (items(servers.value).length > 0) query.servers = items(servers.value);
    if (mode.value !== 'ldaps') query.mode = mode.value;
    if (draft.pem) query.trust = draft.pem;
    try {
      const found = await api.post('/v1/connections/discover', query, { signal });
      draft.found = found;
      foundNode.replaceChildren(...[findings(found, items(kdcs.value))].flat(Infinity).filter(Boolean));
      if (found.controllers.length === 0) byHand.open = true;
      if (found.searchBase) base.placeholder = found.searchBase;
      if (!idInput.value && !declared) idInput.value = found.domain.split('.')[0].replace(/[^a-z0-9-]/g, '').slice(0, 40);
      const reached = found.controllers.filter((one) => one.reachable).length;
      announce(reached > 0 ? `${counted(reached, 'domain controller')} found.` : 'No domain controller was reached.');
    } catch (problem) {
      if (signal.aborted) return;
      draft.found = null;
      foundNode.replaceChildren(problemNotice(problem));
      fail(problem);
    }
    showTrust();
    changed();
  }

  /** Takes CAs, and looks whether the domain's certificate comes from them. */
  async function trust(pem) {
    draft.pem = pem;
    if (draft.found || domain.value.trim()) await find();
    else showTrust();
    changed();
  }

  /** What may be trusted of what the servers present: the highest CAs, else the servers' own certificates. */
  function offer(presented) {
    const authorities = presented.filter((one) => one.authority);
    const highest = authorities.filter(
      (one) => one.issuer === one.subject || !authorities.some((other) => other.subject === one.issuer),
    );
    const chosen = highest.length > 0 ? highest : presented;
    const many = chosen.length > 1;
    const what = highest.length > 0 ? (many ? 'these CAs' : 'this CA') : many ? 'these certificates' : 'this certificate';
    const compared = checkbox(
      `I compared ${many ? 'these fingerprints' : 'this fingerprint'} with what the domain’s administrators gave me.`,
      { change: (checked) => enable(accept, checked) },
    );
    const accept = button(`Trust ${what}`, { action: () => trust(chosen.map((one) => one.pem).join('')) });
    enable(accept, false);
    return [
      el('h3', many ? 'What the servers present' : 'What the server presents'),
      chosen.map((one) => el('div.chain', certificateFacts(one))),
      highest.length === 0 &&
        notice({
          kind: 'warn',
          title: many ? 'The servers did not present their CA.' : 'The server did not present its CA.',
          detail: `Only ${what} can be trusted: when one is renewed, and for further servers, the connection fails.`,
          remedy: 'Better upload the CA’s certificate.',
        }),
      presented.length > chosen.length &&
        el(
          'details',
          el('summary', `Show all ${count(presented.length)} certificates`),
          presented.map((one) => el('div.chain', certificateFacts(one))),
        ),
      compared,
      actions(accept),
    ];
  }

  function showTrust() {
    const { found, pem } = draft;
    const reached = found && found.controllers.some((one) => one.reachable);
    const refusal = found && found.controllers.find((one) => one.problem && one.problem.type.startsWith('tls-'));
    const parts = [];
    if (!found) {
      parts.push(el('p.muted', 'The certificate is looked at as soon as the domain is found.'));
    } else if (found.trusted) {
      parts.push(
        notice({
          kind: 'good',
          title: pem ? 'The certificate comes from the CA that you chose.' : 'This Java trusts the certificate already.',
          detail: found.certificates
            .filter((one) => !one.authority)
            .map((one) => el('div.chain', certificateFacts(one))),
        }),
      );
    } else if (reached || refusal) {
      const untrusted = refusal && refusal.problem.type === 'tls-untrusted-ca';
      if (!(declared && (declared.trust || named)) || pem !== undefined || !untrusted) {
        parts.push(
          notice({
            kind: 'warn',
            title: refusal ? refusal.problem.detail : 'The certificate is not trusted.',
            remedy: untrusted
              ? 'Upload the CA’s certificate, or trust what the server presents after you compared its fingerprint.'
              : refusal && refusal.problem.remedy,
          }),
        );
      }
      if (found.certificates.length > 0 && untrusted) parts.push(offer(found.certificates));
    } else {
      parts.push(el('p.muted', 'No domain controller answered, so there is no certificate to look at.'));
    }
    if (declared && pem === undefined && (declared.trust || named)) {
      parts.unshift(
        el('p', named ? ['CAs in the file ', el('code', named), ' on the machine of the service.'] : 'The CAs that were uploaded stay:'),
        declared.trust ? declared.trust.certificates.map(certificateFacts) : '',
        actions(button('Trust those of this Java instead', { action: () => trust('') })),
      );
    }
    if (pem !== undefined) parts.push(actions(button('Take it back', { action: () => trust(undefined) })));
    trustNode.replaceChildren(...parts.flat(Infinity).filter(Boolean));
  }

  async function takeKeytab() {
    const [file] = keytabInput.files;
    keytabField.fail('');
    draft.keytab = null;
    draft.keytabFacts = declared && declared.keytab;
    keytabNode.replaceChildren();
    principalPlace.replaceChildren();
    if (file) {
      try {
        const octets = await file.arrayBuffer();
        const known = await api.post('/v1/keytab', octets, { signal });
        draft.keytab = base64(new Uint8Array(octets));
        draft.keytabFacts = known;
        keytabNode.replaceChildren(
          keytabFacts(known),
          ...known.warnings.map((one) => notice({ kind: 'warn', title: one.detail, remedy: one.remedy })),
        );
        choosePrincipal(known);
        announce(`The keytab is of ${known.principals.join(', ')}.`);
      } catch (problem) {
        if (signal.aborted) return;
        keytabField.fail(`${problem.detail} ${problem.remedy}`);
      }
    } else choosePrincipal(draft.keytabFacts);
    changed();
  }

  /** The principal that the settings name: without a realm it is of the domain's, and its case doesn't matter. */
  function declaredPrincipal({ principals }) {
    if (!before.principal) return undefined;
    const [name, realm = before.realm || before.domain] = before.principal.split('@');
    const full = `${name}@${realm}`;
    return principals.find((one) => one === full) || principals.find((one) => one.toLowerCase() === full.toLowerCase());
  }

  function choosePrincipal(known) {
    if (!known || known.principals.length < 2) return;
    const choice = select(known.principals.map((one) => [one, one]), {
      value: declaredPrincipal(known) || known.principals[0],
      change: changed,
    });
    principalPlace.replaceChildren(field({ label: 'Sign in as', help: 'The keytab has keys of several principals.', input: choice }));
  }

  async function test() {
    clear();
    saveNode.replaceChildren();
    const list = checkList({ remedy: remedyHere });
    testNode.replaceChildren(list);
    const now = body();
    tested = null;
    changed();
    try {
      const outcome = await runTest({ api, draft: now, list, signal });
      tested = { body: JSON.stringify(now), outcome };
      testNode.append(
        outcome === 'ok'
          ? notice({ kind: 'good', title: 'The test has passed.' })
          : notice({ kind: 'bad', title: 'The test has failed.', remedy: 'Correct what the failed stage says, then test again.' }),
      );
    } catch (problem) {
      if (signal.aborted) return;
      testNode.replaceChildren(problemNotice(problem));
      fail(problem);
    } finally {
      setTimeout(changed);
    }
  }

  async function preview() {
    clear();
    previewNode.replaceChildren(progress('Reads everything once, which may take some minutes in a large domain'));
    try {
      const answer = await api.post('/v1/connections/preview', body(), { signal });
      previewNode.replaceChildren(...[showPreview(answer)].flat(Infinity).filter(Boolean));
      announce('The preview is there.');
    } catch (problem) {
      if (signal.aborted) return;
      previewNode.replaceChildren(problemNotice(problem, { title: 'There is no preview' }));
      fail(problem);
    } finally {
      setTimeout(changed);
    }
  }

  function outdated() {
    return notice({
      kind: 'bad',
      role: 'alert',
      title: 'Somebody else changed this connection meanwhile.',
      detail: 'Nothing of yours was saved.',
      remedy: 'Look at what is there now, and make your change again.',
      buttons: [button('Load what is there now', { action: () => location.reload() })],
    });
  }

  async function save() {
    clear();
    const name = idInput.value;
    const path = `/v1/connections/${encodeURIComponent(name)}`;
    const step = async (method, where, content) => {
      const headers = etag ? { 'If-Match': etag } : {};
      const response = await api.fetch(method, where, content, { headers, signal });
      etag = response.headers.get('ETag');
    };
    saveNode.replaceChildren(progress('Saves'));
    try {
      if (!etag && (await others).items.some((one) => one.id === name)) {
        idField.fail('There is a connection of this name already.');
        idInput.focus();
        saveNode.replaceChildren();
        return;
      }
      if (draft.pem === '' && declared.trust && !named) await step('DELETE', `${path}/trust`);
      await step('PUT', path, keys());
      idInput.disabled = true;
      if (draft.pem) await step('PUT', `${path}/trust`, new Blob([draft.pem]));
      if (draft.keytab) await step('PUT', `${path}/keytab`, new Blob([keytabInput.files[0]]));
      announce(`${name} is saved. Its ${declared ? 'next' : 'first'} sync starts.`);
      go('connections', name);
    } catch (problem) {
      if (signal.aborted) return;
      saveNode.replaceChildren(problem.status === 412 ? outdated() : problemNotice(problem, { title: 'It could not be saved completely' }));
      fail(problem);
    } finally {
      setTimeout(changed);
    }
  }

  const findButton = button('Find it', { kind: declared ? 'plain' : 'primary', type: 'submit' });
  const domainForm = el('form.stack', domainField, byHand, actions(findButton), foundNode);
  domainForm.addEventListener('submit', (event) => {
    event.preventDefault();
    if (findButton.getAttribute('aria-disabled') === 'true') return;
    enable(findButton, false);
    find().finally(() => enable(findButton, true));
  });
  domain.addEventListener('input', () => {
    draft.found = null;
    foundNode.replaceChildren();
    showTrust();
    changed();
  });
  for (const input of [servers, kdcs, extra, base, idInput]) input.addEventListener('input', changed);
  keytabInput.addEventListener('change', takeKeytab);
  choosePrincipal(draft.keytabFacts);
  caInput.addEventListener('change', async () => {
    const [file] = caInput.files;
    caField.fail('');
    if (!file) return;
    const pem = await asPem(file);
    if (/-----BEGIN [A-Z0-9 ]*CERTIFICATE-----/.test(pem)) await trust(pem);
    else caField.fail('The file holds no certificate.');
  });
  showTrust();
  changed();

  return el(
    'div.view.connection-form',
    el(
      'div.stack',
      el('p', el('a', { href: declared ? `#/connections/${encodeURIComponent(declared.id)}` : '#/connections' }, declared ? declared.id : 'All connections')),
      el('h1', declared ? `Edit ${declared.id}` : 'Add a connection'),
      !declared && el('p.muted', 'The domain’s name and the keytab of a service account are enough. Nothing is stored before you save.'),
    ),
    section('1. Domain', domainForm),
    section('2. Certificate', trustNode, caField),
    section(
      '3. Keytab',
      declared && declared.keytab && keytabFacts(declared.keytab),
      keytabField,
      keytabNode,
      principalPlace,
      el(
        'details',
        el('summary', 'How to make one'),
        el(
          'div.stack',
          el('p', 'The account needs no more rights than every member of the domain has. On a domain controller, in one line:'),
          code('ktpass -princ svc-adcache@CORP.EXAMPLE.COM -mapuser CORP\\svc-adcache -crypto AES256-SHA1 -ptype KRB5_NT_PRINCIPAL -pass * -out corp.keytab'),
        ),
      ),
    ),
    section(
      '4. What is read',
      el('div.form-row', idField, baseField),
      mailField,
      checkboxes('Besides people', [contacts, groups]),
      extraField,
      sync,
    ),
    section(
      '5. Test, preview, save',
      el('p.muted', 'The test goes from the keytab to what can be read; the preview reads everything once and counts it.'),
      actions(testButton, previewButton, saveButton),
      why,
      saveNode,
      testNode,
      previewNode,
    ),
  );
}
