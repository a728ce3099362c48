import { cut, icon, make } from './nodes.js';

/** What is chosen, one after the other, with the keyboard among them. */
export class Chips {
  #field;
  #element;

  constructor(field) {
    this.#field = field;
    this.#element = field.element;
  }

  /** A chip; where its name is not the only one like it, it says more. */
  node(entry, ambiguous) {
    const name = this.#field.choice.nameOfEntry(entry);
    const detail = this.#field.choice.detailOf(entry);
    const known = entry.state === 'known';
    const note = known && !ambiguous ? '' : detail;
    const chip = make(
      'li',
      'ap-chip',
      { 'data-state': entry.state, title: detail ? `${name}, ${cut(detail)}` : name },
      make('bdi', 'ap-chip-name', {}, name),
      note && make('span', `ap-chip-note${known ? ' ap-shrinks' : ''}`, {}, make('bdi', '', {}, cut(note))),
    );
    if (!this.#field.locked) {
      const label = this.#field.text('remove', { name: detail ? `${name}, ${detail}` : name });
      const attributes = { type: 'button', form: '', tabindex: '-1', 'aria-label': label };
      const remove = make('button', 'ap-remove', attributes, icon('remove'));
      remove.addEventListener('click', () => this.#field.choice.remove(entry));
      chip.append(remove);
    }
    return chip;
  }

  /** Puts the focus on a chip, or into the input if there is none. */
  focus(index) {
    const buttons = this.#field.nodes.chips.querySelectorAll('.ap-remove');
    this.#field.list.close();
    if (index < 0 || index >= buttons.length) this.#element.focus();
    else buttons[index].focus();
  }

  key(event) {
    const buttons = [...this.#field.nodes.chips.querySelectorAll('.ap-remove')];
    const at = buttons.indexOf(document.activeElement);
    const right = this.#field.isRtl;
    const keys = {
      ArrowLeft: () => this.focus(right ? at + 1 : Math.max(0, at - 1)),
      ArrowRight: () => this.focus(right ? Math.max(0, at - 1) : at + 1),
      Home: () => this.focus(0),
      End: () => this.#element.focus(),
      Escape: () => this.#element.focus(),
      Backspace: () => event.repeat || this.#field.choice.remove(this.#field.choice.entries[at]),
      Delete: () => event.repeat || this.#field.choice.remove(this.#field.choice.entries[at]),
    };
    if (at < 0) return;
    if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && event.key !== ' ') {
      this.#element.focus();
    }
  }
}
