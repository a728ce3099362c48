import { isKey } from './entries.js';

/** Inputs beside which Enter in a single text field still submits. */
const NOT_TEXT = ['checkbox', 'radio', 'hidden', 'file', 'range', 'color', 'button', 'reset'];

/** The keys in the input. */
export class Keyboard {
  #field;
  #element;

  constructor(field) {
    this.#field = field;
    this.#element = field.element;
  }

  key(event) {
    const { input, popup, list: rows } = this.#field.nodes;
    const { list, search, chips, choice } = this.#field;
    if (event.isComposing || this.#field.locked) return;
    const open = !popup.hidden;
    const listed = open && !rows.hidden;
    const empty = input.value === '';
    const atStart = input.selectionStart === 0 && input.selectionEnd === 0;
    const last = choice.entries.length - 1;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault();
        const down = event.key === 'ArrowDown';
        if (event.altKey && !down) list.close();
        else if (event.altKey && !listed) search.reopen();
        else if (event.altKey) break;
        else if (!listed) search.reopen(down ? 0 : -1);
        else if (list.active < 0) list.move(down ? 0 : -1);
        else list.move(list.active + (down ? 1 : -1));
        break;
      }
      case 'Enter':
        this.#enter(event, open);
        break;
      case 'Escape':
        if (open) list.close();
        else if (!empty) this.#clear();
        else return;
        event.preventDefault();
        event.stopPropagation();
        break;
      case 'ArrowLeft':
      case 'ArrowRight':
      case 'Home':
      case 'End':
        list.activate(-1);
        if (this.#element.multiple && atStart && this.#isBack(event) && last >= 0) {
          event.preventDefault();
          chips.focus(last);
        }
        break;
      case 'Backspace':
        if (this.#element.multiple && empty && !event.repeat && last >= 0) {
          event.preventDefault();
          chips.focus(last);
        }
        break;
      case ',':
      case ';':
        if (this.#element.multiple && isKey(input.value.trim())) {
          event.preventDefault();
          this.#field.lookup.commit();
        }
        break;
      default:
    }
  }

  /** Whether a key leads to what is before the input. */
  #isBack(event) {
    return event.key === (this.#field.isRtl ? 'ArrowRight' : 'ArrowLeft') && !event.shiftKey;
  }

  /** Acts on the list that is shown and on nothing that is still to come. */
  #enter(event, open) {
    const text = this.#field.nodes.input.value.trim();
    if (event.repeat) {
      event.preventDefault();
    } else if (open && this.#field.list.active >= 0) {
      event.preventDefault();
      this.#field.list.choose(this.#field.list.active);
    } else if (isKey(text) && !this.#chosenText(text)) {
      event.preventDefault();
      this.#field.lookup.commit();
    } else if (open) {
      event.preventDefault();
      this.#field.list.close();
    } else if (this.#element.multiple) {
      event.preventDefault();
      this.#field.validity.touched = true;
      this.#field.validity.showError();
    } else {
      event.preventDefault();
      this.#submitForm();
    }
  }

  #chosenText(text) {
    const [entry] = this.#field.choice.entries;
    return !this.#element.multiple && entry !== undefined && this.#field.choice.nameOfEntry(entry) === text;
  }

  /** As Enter in an input does (WHATWG HTML, implicit submission). */
  #submitForm() {
    const { form } = this.#element;
    if (!form) return;
    const controls = [...form.elements];
    const submits = (one) =>
      (one.localName === 'button' && one.type === 'submit') ||
      (one.localName === 'input' && ['submit', 'image'].includes(one.type));
    const isText = (one) =>
      one.type === this.#element.type || (one.localName === 'input' && !NOT_TEXT.includes(one.type));
    const first = controls.find(submits);
    const others = controls.filter((one) => one !== this.#element && isText(one));
    if (first) first.click();
    else if (others.length === 0) form.requestSubmit();
  }

  #clear() {
    const { input } = this.#field.nodes;
    const had = !this.#element.multiple && this.#field.choice.entries.length > 0;
    input.value = '';
    this.#field.search.letGo();
    if (had) {
      this.#field.choice.dirty = true;
      this.#field.choice.entries = [];
    }
    this.#field.choice.show();
    this.#field.fire('input');
    if (had) this.#field.fire('change');
  }
}
