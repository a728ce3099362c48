import { cut } from './nodes.js';
import { ENGLISH } from './texts.js';

const SHIPPED = ['de', 'fr', 'ru'];
const languages = { en: ENGLISH };
let loading = null;

/** The fields of the page, which are translated when a language is added. */
export const speaking = new Set();

function translateAll() {
  for (const field of speaking) field.translate();
}

/** Loads the other languages; until they are there, and if they can't be loaded, English is spoken. */
function loadLanguages() {
  loading ||= import('./texts-more.js').then(({ LANGUAGES }) => {
    for (const tag of SHIPPED) languages[tag] = { ...LANGUAGES[tag], ...languages[tag] };
    loading = true;
    translateAll();
  }, () => {});
}

/** Adds a language, or replaces texts of one. */
export function addLanguage(tag, texts) {
  languages[tag.toLowerCase()] = { ...languages[tag.toLowerCase()], ...texts };
  translateAll();
}

/** What a field says, on the screen and to readers of screens, in its language. */
export class Speech {
  #field;
  #element;
  #sayTimer = 0;

  /** Texts of this field alone, over those of its language. */
  texts = {};

  constructor(field) {
    this.#field = field;
    this.#element = field.element;
  }

  get language() {
    const around = this.#element.closest('[lang]')?.getAttribute('lang');
    const tag = this.#element.getAttribute('lang') || around || document.documentElement.lang || 'en';
    const wanted = tag.toLowerCase();
    const [base] = wanted.split('-');
    if (SHIPPED.includes(base) && loading !== true) loadLanguages();
    return languages[wanted] ? wanted : languages[base] ? base : 'en';
  }

  text(key, values = {}) {
    const language = this.language;
    let text = this.texts[key] ?? languages[language][key] ?? languages.en[key] ?? key;
    if (typeof text === 'object') text = text[new Intl.PluralRules(language).select(values.count)] ?? text.other;
    return text.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : cut(value);
    });
  }

  /** Says something to readers of screens, once it has been quiet for a moment. */
  say(text, after = 0) {
    clearTimeout(this.#sayTimer);
    const { live } = this.#field.nodes;
    this.#sayTimer = setTimeout(() => {
      if (live.textContent === text) live.textContent = '';
      live.textContent = text;
    }, after);
  }

  /** Says nothing more, and takes back what was said. */
  hush() {
    clearTimeout(this.#sayTimer);
    this.#field.nodes.live.textContent = '';
  }
}
