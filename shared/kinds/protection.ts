import type { Field, MaskName } from './fields'

/** How much a mask hides; of two that hide the same kind of thing the higher hides more. */
const hides: Readonly<Record<MaskName, number>> = {
  ...{ name: 1, party: 1, phone: 2, id: 2, card: 2, address: 2 },
  hidden: 3,
}

/**
 * Whether a value of one field may stand in another without being shown to more people: under the same mask or a stricter
 * one. Somebody who reported a lead in confidence does not become an applicant with a name by a click.
 */
export function staysProtected(from: Field | undefined, to: Field): boolean {
  if (!from?.mask || from.mask === to.mask) return true
  return to.mask !== undefined && hides[to.mask] > hides[from.mask]
}
