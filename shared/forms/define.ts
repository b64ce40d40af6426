/**
 * 文书: an official form as data. Its text is a document with placeholders, filled from a record and laid out on A4. The same
 * text is what a district types for a form of its own (kind `form-template`), so there is one way to say a form.
 */
export interface OfficialForm {
  readonly name: string
  /** Over the page. */
  readonly title: string
  /** Lines as `formDocument` reads them, with placeholders as `readPlaceholder` does. */
  readonly text: string
}

/** Keeps a form's type; the registry checks it against the kinds that name it. */
export function defineForm(form: OfficialForm): OfficialForm {
  return form
}
