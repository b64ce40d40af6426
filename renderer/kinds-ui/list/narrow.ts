import { setHashQuery } from '../../ui/hash-route'

/** Changes what the address narrows its list to; the row that it was left at means nothing in another list. */
export function narrow(changes: Readonly<Record<string, string | undefined>>): void {
  setHashQuery({ ...changes, at: undefined })
}
