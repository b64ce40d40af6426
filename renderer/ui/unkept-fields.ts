/**
 * A browser keeps what is typed into a field, to offer it again, in a file that nothing encrypts. `Labeled` forbids it; the fields of
 * antd that offer a list say something else of themselves, and take no word from outside.
 */
export function keepNoFields(page: Document): void {
  page.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLInputElement && target.getAttribute('role') === 'combobox')
      target.setAttribute('autocomplete', 'off')
  })
}
