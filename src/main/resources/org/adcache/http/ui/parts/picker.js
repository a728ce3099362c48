import '../account-picker.js';

/**
 * Calls with the account that the reader chose in a picker of one, with {free: text}, or with nothing if it was emptied.
 * A picker that lets go of an account by itself, because everything was deleted on the service, is not a choice.
 */
export function whenChosen(picker, choose) {
  let touched = false;
  picker.addEventListener('input', () => {
    touched = true;
  });
  picker.addEventListener('change', () => {
    const [account] = picker.accounts;
    if (account || touched) choose(account);
    touched = false;
  });
}

/** Lets go of everybody in the pickers of the page once everything was deleted on the service. */
export function forgetWith(api, signal) {
  api.addEventListener(
    'epoch',
    () => {
      for (const picker of document.querySelectorAll('account-picker')) picker.forget();
    },
    { signal },
  );
}
