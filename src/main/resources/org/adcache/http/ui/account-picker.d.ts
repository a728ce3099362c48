/** An account, as adcache's GET /v1/suggest describes it. What has no value is left out. */
export interface Account {
  objectGUID: string;
  type: 'user' | 'contact' | 'group';
  mailboxType?: 'room' | 'equipment' | 'shared' | 'linked' | 'remote' | 'dynamic-group' | 'public-folder';
  distinguishedName?: string;
  cn?: string;
  mail?: string;
  addresses?: string[];
  sAMAccountName?: string;
  upnSuffix?: string;
  userPrincipalName?: string;
  objectSid?: string;
  /** Absent if it isn't known. */
  disabled?: boolean;
  hidden?: boolean;
  expired?: true;
  connection?: string;
  extra?: Record<string, string[]>;
}

/** What was chosen that is no account: an address as it was typed, or a key that nobody has. */
export interface FreeText {
  free: string;
}

export type Choice = Account | FreeText;

/** One string for each plural form (CLDR) of a language, chosen by {count}. */
export type Text = string | Partial<Record<Intl.LDMLPluralRule, string>>;

/** Texts by their keys; AccountPicker.texts has all of them. */
export type Texts = Record<string, Text>;

/** Detail of the event "suggestions", which follows each list that is shown. */
export interface Suggestions {
  text: string;
  count: number;
  complete: boolean;
}

export interface AccountPickerEventMap extends HTMLElementEventMap {
  suggestions: CustomEvent<Suggestions>;
}

export class AccountPicker extends HTMLElement {
  /** Adds a language, or replaces texts of one; what it leaves out is said in English. */
  static addLanguage(tag: string, texts: Texts): void;
  /** The English texts: what a translation has to say. */
  static readonly texts: Texts;

  name: string;
  /** Some of "user,contact,group"; all if empty. */
  types: string;
  /** Some of "disabled,hidden": who is left out otherwise. */
  include: string;
  multiple: boolean;
  required: boolean;
  disabled: boolean;
  readOnly: boolean;
  placeholder: string;
  /** Default "/v1/suggest". */
  endpoint: string;
  /** Whether addresses of nobody are taken. */
  free: boolean;
  /** Whether nobody who was chosen is remembered in localStorage. */
  noRecent: boolean;
  /** Rows of the list, 1 to 20; default 8. */
  limit: number;
  /** The attribute of an account that the form sends: "objectGUID" (default), "mail", "sAMAccountName" and so on. */
  submit: string;

  /** What the form sends; with "multiple" a list. A key that is set is looked up, to show whose it is. */
  get value(): string | string[];
  set value(value: string | readonly string[] | null);
  /** What is chosen. */
  get accounts(): Choice[];
  set accounts(accounts: readonly Choice[]);
  defaultValue: string;

  /** In place of fetch, for hosts that send a credential of their own. */
  request: ((url: string, init: RequestInit) => Promise<Response>) | null;
  /** Texts of this element alone. */
  texts: Texts;

  readonly type: 'account-picker';
  readonly form: HTMLFormElement | null;
  readonly labels: NodeList;
  readonly validity: ValidityState;
  readonly validationMessage: string;
  readonly willValidate: boolean;
  /** Whether the element has something of the directory. */
  readonly holds: boolean;

  checkValidity(): boolean;
  reportValidity(): boolean;
  setCustomValidity(message: string): void;
  /** Lets go of everything that came from the directory; happens by itself when adcache was switched off. */
  forget(): void;

  addEventListener<K extends keyof AccountPickerEventMap>(
    type: K,
    listener: (this: AccountPicker, event: AccountPickerEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** The entries of a list as mail programs and spreadsheets write it. */
export function splitList(text: string): string[];

declare global {
  interface HTMLElementTagNameMap {
    'account-picker': AccountPicker;
  }
}
