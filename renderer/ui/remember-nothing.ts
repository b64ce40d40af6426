/**
 * A browser keeps what is typed into a form, to offer it again, in a file that nothing encrypts. No field of this page lets it; those
 * of a person's own passphrase say for themselves what they are.
 */
export function rememberNothing(page: Document): void {
  page.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return
    if (!target.hasAttribute('autocomplete')) target.setAttribute('autocomplete', 'off')
    target.form?.setAttribute('autocomplete', 'off')
  })
}
