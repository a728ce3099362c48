/** Whether a field may be sent, what it sends, and what stands below it. */
export class Validity {
  #field;
  #element;

  /** The message that the page set. */
  custom = '';
  /** Whether its reader has left it since he typed. */
  touched = false;
  /** The key of a text that is shown in any case. */
  notice = '';

  constructor(field) {
    this.#field = field;
    this.#element = field.element;
  }

  validate() {
    if (!this.#field.built) return;
    const { input } = this.#field.nodes;
    const flags = {};
    let message = '';
    const text = input.value.trim();
    const { entries } = this.#field.choice;
    const states = (state) => entries.filter((entry) => entry.state === state);
    const strange = this.#element.free ? [] : ['unknown', 'unchecked', 'free'].flatMap(states);
    const pending = text !== '' && (this.#element.multiple || entries.length === 0);
    if (this.custom) {
      flags.customError = true;
      message = this.custom;
    } else if (states('checking').length > 0) {
      flags.badInput = true;
      message = this.#field.text('error-checking');
    } else if (strange.length > 0) {
      flags.badInput = true;
      const texts = strange.map((entry) => entry.text).join(', ');
      message = this.#field.text('error-unknown', { count: strange.length, text: texts });
    } else if (pending) {
      flags.badInput = true;
      message = this.#field.text('error-text', { text });
    } else if (this.#element.required && entries.length === 0) {
      flags.valueMissing = true;
      message = this.#field.text('error-required');
    }
    if (this.#element.readOnly && !this.custom) this.#field.internals.setValidity({});
    else this.#field.internals.setValidity(flags, message, input);
    this.#send();
    this.showError();
  }

  #send() {
    const { entries } = this.#field.choice;
    const state = JSON.stringify({
      keys: entries.map((entry) => (entry.account ? entry.account.objectGUID : entry.text)),
      text: this.#element.multiple || entries.length === 0 ? this.#field.nodes.input.value : '',
    });
    if (!this.#element.multiple) {
      this.#field.internals.setFormValue(this.#element.value, state);
      return;
    }
    const data = new FormData();
    if (this.#element.name) for (const value of this.#element.value) data.append(this.#element.name, value);
    this.#field.internals.setFormValue(data, state);
  }

  showError() {
    const { input, field, error } = this.#field.nodes;
    const own = this.notice ? this.#field.text(this.notice) : '';
    const text = own || (this.touched && this.#element.willValidate ? this.#element.validationMessage : '');
    const bad = (this.touched && text !== '' && !own) || this.#element.getAttribute('aria-invalid') === 'true';
    if (error.textContent !== text) error.textContent = text;
    error.hidden = text === '';
    if (bad) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
    field.classList.toggle('ap-bad', bad);
  }
}
