const CSS = `
account-picker {
  --ap-text: var(--account-picker-text, CanvasText);
  --ap-surface: var(--account-picker-surface, Canvas);
  --ap-muted: var(--account-picker-muted, color-mix(in srgb, var(--ap-text) 72%, var(--ap-surface)));
  --ap-edge: var(--account-picker-edge, color-mix(in srgb, var(--ap-text) 58%, var(--ap-surface)));
  --ap-line: var(--account-picker-line, color-mix(in srgb, var(--ap-text) 16%, var(--ap-surface)));
  --ap-accent: var(--account-picker-accent, light-dark(#1f5fc4, #8fb8ff));
  --ap-active: var(--account-picker-active, color-mix(in srgb, var(--ap-accent) 14%, var(--ap-surface)));
  --ap-mark: var(--account-picker-mark, color-mix(in srgb, var(--ap-accent) 26%, transparent));
  --ap-chip: var(--account-picker-chip, color-mix(in srgb, var(--ap-text) 8%, var(--ap-surface)));
  --ap-error: var(--account-picker-error, light-dark(#b3261e, #ffb4ab));
  --ap-radius: var(--account-picker-radius, 8px);
  --ap-shadow: var(--account-picker-shadow, 0 8px 28px rgb(0 0 0 / 0.22));
  display: block;
  position: relative;
  min-width: 0;
  color: var(--ap-text);
  text-align: start;
}
account-picker[hidden] { display: none; }
account-picker:focus { outline: 0; }
account-picker :is(.ap-field, .ap-field *) { box-sizing: border-box; }
account-picker .ap-field {
  display: flex;
  flex-wrap: wrap;
  gap: 4px;
  align-items: center;
  position: relative;
  min-height: 40px;
  padding: 3px;
  padding-inline-end: 32px;
  border: 1px solid var(--ap-edge);
  border-radius: var(--ap-radius);
  background: var(--ap-surface);
  cursor: text;
}
account-picker .ap-field:focus-within { outline: 2px solid var(--ap-accent); outline-offset: 1px; }
account-picker .ap-field:has(.ap-remove:focus-visible) { outline-color: transparent; }
account-picker .ap-field.ap-bad { border-color: var(--ap-error); }
account-picker .ap-field.ap-locked { background: var(--ap-chip); cursor: default; }
account-picker .ap-field.ap-off { opacity: 0.6; }
account-picker input.ap-input {
  flex: 1 1 96px;
  width: 96px;
  min-width: 0;
  min-height: 32px;
  margin: 0;
  padding: 2px 8px;
  border: 0;
  border-radius: 0;
  outline: 0;
  background: none;
  box-shadow: none;
  color: inherit;
  font: inherit;
  text-align: start;
}
account-picker .ap-input::placeholder { color: var(--ap-muted); opacity: 1; }
account-picker .ap-field:has(.ap-detail:not([hidden])) { flex-wrap: nowrap; }
account-picker .ap-field:has(.ap-detail:not([hidden])) .ap-input {
  flex: 0 1 auto;
  width: 60%;
  field-sizing: content;
  min-width: 72px;
}
@supports (field-sizing: content) {
  account-picker .ap-field:has(.ap-detail:not([hidden])) .ap-input { width: auto; }
}
account-picker .ap-detail {
  flex: 1 9 0;
  min-width: 64px;
  overflow: hidden;
  color: var(--ap-muted);
  font-size: 0.875em;
  text-overflow: ellipsis;
  white-space: nowrap;
}
account-picker .ap-chips { display: contents; margin: 0; padding: 0; list-style: none; }
account-picker .ap-chip {
  display: inline-flex;
  align-items: center;
  max-width: 100%;
  min-height: 32px;
  margin: 0;
  padding-inline-start: 10px;
  border: 1px solid transparent;
  border-radius: 999px;
  background: var(--ap-chip);
  cursor: default;
  list-style: none;
}
account-picker .ap-chip-name { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
account-picker .ap-chip-note {
  flex: none;
  padding-inline-start: 6px;
  color: var(--ap-muted);
  font-size: 0.8125em;
  white-space: nowrap;
}
account-picker .ap-chip-note.ap-shrinks { flex: 0 1 auto; min-width: 0; overflow: hidden; text-overflow: ellipsis; }
account-picker .ap-chip[data-state="unknown"],
account-picker .ap-chip[data-state="unchecked"] { border: 1px dashed var(--ap-error); background: none; }
account-picker .ap-chip[data-state="unknown"] .ap-chip-note,
account-picker .ap-chip[data-state="unchecked"] .ap-chip-note { color: var(--ap-error); }
account-picker .ap-chip[data-state="checking"] { border: 1px dashed var(--ap-edge); background: none; }
account-picker .ap-chip:not(:has(.ap-remove)) { padding-inline-end: 10px; }
account-picker .ap-remove {
  display: grid;
  flex: none;
  place-items: center;
  width: 30px;
  height: 30px;
  margin: 0;
  padding: 0;
  border: 0;
  border-radius: 999px;
  background: none;
  color: inherit;
  cursor: pointer;
}
account-picker .ap-remove:hover { background: var(--ap-line); }
account-picker .ap-remove:focus-visible { outline: 2px solid var(--ap-accent); outline-offset: -2px; }
account-picker .ap-icon {
  flex: none;
  width: 20px;
  height: 20px;
  fill: none;
  stroke: currentColor;
  stroke-width: 1.6;
  stroke-linecap: round;
  stroke-linejoin: round;
}
account-picker .ap-remove .ap-icon { width: 14px; height: 14px; stroke-width: 2; }
account-picker .ap-spinner {
  position: absolute;
  inset-inline-end: 11px;
  inset-block-end: 11px;
  width: 16px;
  height: 16px;
  border: 2px solid var(--ap-line);
  border-top-color: var(--ap-accent);
  border-radius: 50%;
  visibility: hidden;
}
account-picker .ap-busy .ap-spinner { visibility: visible; }
account-picker .ap-popup {
  position: absolute;
  z-index: 1000;
  inset: 100% auto auto 0;
  width: 100%;
  margin: 0;
  padding: 4px;
  border: 1px solid var(--ap-line);
  border-radius: var(--ap-radius);
  background: var(--ap-surface);
  box-shadow: var(--ap-shadow);
  color: var(--ap-text);
  font: inherit;
  cursor: default;
  overflow: hidden auto;
  overscroll-behavior: contain;
}
account-picker .ap-popup:popover-open { position: fixed; inset: auto; }
account-picker .ap-popup[hidden] { display: none; }
account-picker .ap-list { margin: 0; padding: 0; list-style: none; }
account-picker .ap-list[hidden] { display: none; }
account-picker .ap-row {
  display: flex;
  gap: 10px;
  align-items: center;
  min-height: 52px;
  margin: 0;
  padding: 4px 10px;
  border: 2px solid transparent;
  border-radius: calc(var(--ap-radius) - 3px);
  cursor: pointer;
  list-style: none;
}
account-picker .ap-row:hover { background: var(--ap-chip); }
account-picker .ap-row[aria-selected="true"] { border-color: var(--ap-accent); background: var(--ap-active); }
account-picker .ap-row:focus { outline: 0; }
account-picker .ap-row[aria-disabled="true"] { cursor: default; }
account-picker .ap-row > .ap-icon { color: var(--ap-muted); }
account-picker .ap-text { flex: 1; min-width: 0; }
account-picker .ap-line { display: flex; gap: 8px; align-items: baseline; line-height: 1.4; white-space: nowrap; }
account-picker .ap-name { min-width: 0; overflow: hidden; text-overflow: ellipsis; }
account-picker .ap-line.ap-second {
  display: block;
  overflow: hidden;
  color: var(--ap-muted);
  font-size: 0.875em;
  text-overflow: ellipsis;
}
account-picker .ap-unseen + .ap-part::before { content: "·"; content: "·" / ""; padding-inline: 6px; }
account-picker .ap-part.ap-differs { color: var(--ap-text); }
account-picker .ap-kind {
  flex: none;
  padding: 0 6px;
  border: 1px solid var(--ap-line);
  border-radius: 4px;
  color: var(--ap-muted);
  font-size: 0.75em;
}
account-picker .ap-row mark { border-radius: 2px; background: var(--ap-mark); color: inherit; }
account-picker .ap-heading {
  margin: 0;
  padding: 4px 12px;
  color: var(--ap-muted);
  font-size: 0.8125em;
  font-weight: 600;
}
account-picker .ap-note {
  margin: 0;
  padding: 8px 12px;
  color: var(--ap-muted);
  font-size: 0.875em;
  overflow-wrap: anywhere;
}
account-picker .ap-list:not([hidden]) + .ap-note:not([hidden]) {
  border-top: 1px solid var(--ap-line);
  margin-top: 4px;
}
account-picker .ap-note[hidden],
account-picker .ap-heading[hidden],
account-picker .ap-error[hidden],
account-picker .ap-detail[hidden] {
  display: none;
}
account-picker .ap-error {
  margin: 4px 0 0;
  color: var(--ap-error);
  font-size: 0.875em;
  font-weight: 550;
  overflow-wrap: anywhere;
}
account-picker .ap-unseen {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
@media (pointer: coarse) {
  account-picker .ap-field { min-height: 48px; }
  account-picker input.ap-input { min-height: 40px; font-size: max(16px, 1em); }
  account-picker .ap-chip { min-height: 40px; }
  account-picker .ap-remove { width: 40px; height: 40px; }
}
@media (prefers-reduced-motion: no-preference) {
  account-picker .ap-busy .ap-spinner { animation: ap-turn 0.9s linear infinite; }
}
@keyframes ap-turn { to { rotate: 1turn; } }
@media (forced-colors: active) {
  account-picker .ap-popup, account-picker .ap-chip { border: 1px solid CanvasText; }
  account-picker .ap-row mark { background: Mark; color: MarkText; forced-color-adjust: none; }
  account-picker .ap-row[aria-selected="true"] { border-color: Highlight; outline: 1px solid Highlight; }
  account-picker .ap-field:focus-within { outline-color: Highlight; }
}
@media print {
  account-picker .ap-remove, account-picker .ap-popup, account-picker .ap-spinner { display: none; }
}
`;

const sheets = new WeakSet();

/** The stylesheet, once for the document or shadow root that the element is in. */
export function adopt(root) {
  if (sheets.has(root) || !root.adoptedStyleSheets) return;
  sheets.add(root);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [sheet, ...root.adoptedStyleSheets];
}
