/**
 * <account-picker>: a form field for people, contacts and groups, which a service answers as adcache's GET /v1/suggest
 * does. It depends on nothing; docs/embedding.md says how to use it.
 *
 * It follows the combobox pattern of the ARIA Authoring Practices with list autocomplete and manual selection, in the
 * light DOM, because a label outside doesn't name an input in a shadow root.
 */
import { AccountPicker } from './picker/element.js';

export { AccountPicker };
export { splitList } from './picker/entries.js';
export { narrow } from './picker/narrow.js';

if (globalThis.customElements && !customElements.get('account-picker')) {
  customElements.define('account-picker', AccountPicker);
}
