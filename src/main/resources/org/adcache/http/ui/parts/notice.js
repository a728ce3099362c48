import { el } from '../dom.js';
import { age } from './age.js';
import { actions } from './button.js';
import { icon } from './icon.js';

const WORDS = { good: 'Done', warn: 'Warning', bad: 'Problem', info: 'Note' };

/**
 * What is the case, since when, what to do about it, and one action or two.
 *
 * @param kind "good", "warn", "bad" or "info"
 */
export function notice({ kind = 'info', title, since, detail, remedy, buttons = [], role }) {
  return el(
    `div.notice.${kind}`,
    { role },
    kind !== 'info' && icon(kind),
    el(
      'div.notice-text',
      el('p.notice-title', el('span.unseen', `${WORDS[kind]}: `), title, since && [' · ', age(since)]),
      detail && el(typeof detail === 'string' ? 'p' : 'div.stack', detail),
      remedy && el('p.remedy', remedy),
      buttons.length > 0 && actions(buttons),
    ),
  );
}

/** A problem answer of the service, with every problem that it lists. */
export function problemNotice(problem, { title = problem.title, buttons } = {}) {
  const node = notice({
    kind: 'bad',
    role: 'alert',
    title,
    detail: problem.detail === title ? '' : problem.detail,
    remedy: problem.remedy,
    buttons,
  });
  if (problem.problems.length > 0) {
    node.querySelector('.notice-text').append(
      el(
        'ul.plain-list',
        problem.problems.map((one) =>
          el('li', one.line > 0 && el('span.muted', `${one.file.split('/').pop()}:${one.line} `), el('code', one.key), ': ', one.detail, ' ', one.suggestion),
        ),
      ),
    );
  }
  return node;
}
