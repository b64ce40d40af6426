import type { MaskName } from '../privacy/masks'
import type { Field, Fields } from './fields'

/** How much a mask hides; of two that hide the same kind of thing the higher hides more. */
const hides: Readonly<Record<MaskName, number>> = {
  name: 1,
  party: 1,
  phone: 2,
  id: 2,
  card: 2,
  address: 2,
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

/** Masks of what stands on a paper that people bring along: an ID card, a passport, a bank card. */
const onPapers: ReadonlySet<MaskName | undefined> = new Set<MaskName>(['id', 'card'])

/**
 * Whether records with these fields note numbers of ID or bank cards. What is scanned and attached to such a record is taken
 * for a picture of one, until somebody says otherwise: it shows the number that the record itself shortens.
 */
export function notesPapers(fields: Fields): boolean {
  return Object.values(fields).some((field) =>
    field.type === 'rows' ? notesPapers(field.of) : onPapers.has(field.mask),
  )
}
