import type { Json } from '../../../shared/json'
import type { Body } from '../../../shared/shapes'
import type { PlacedProblems } from '../placed-problems'
import { type Filled, withFilled } from '../use-filling'
import { movedForm, type UnitChosen } from './form-moved'
import type { FormStart, Recent } from './form-start'

/** What stands in a form while it is filled. */
export interface FormState {
  readonly values: Body
  /** What the engine refused, until the value in question is changed. */
  readonly problems: PlacedProblems
  /** The ids of the controls that were left: what was typed there may now be called wrong. */
  readonly left: ReadonlySet<string>
  /** What the program put into a new record: while nobody changes it, it gives way to what another unit suggests. */
  readonly carried: Body | null
  readonly recent: Recent
  /** Why a record that is in a report signed off is edited. */
  readonly reason: string
  /** What was doubted when a save was asked for: saved again as it is, it is meant. */
  readonly asked: string
  /** What another unit made of the form, for the person to look at; `''` for nothing. */
  readonly moved: string
}

export type FormEvent =
  | { readonly type: 'typed'; readonly key: string; readonly value: Json }
  | { readonly type: 'filled'; readonly filled: Filled }
  | { readonly type: 'moved'; readonly to: UnitChosen }
  | { readonly type: 'copied' | 'rebased'; readonly values: Body }
  | { readonly type: 'reasoned'; readonly reason: string }
  | { readonly type: 'asked'; readonly doubts: string }
  | { readonly type: 'refused'; readonly problems: PlacedProblems }
  | { readonly type: 'entered' | 'left'; readonly control: string }

/** A form as it opens: with the half-typed values where some were kept. */
export function openedForm(start: Pick<FormStart, 'record' | 'draft' | 'initial' | 'recent'>): FormState {
  const { record, draft, initial, recent } = start
  return {
    values: draft?.body ?? initial,
    problems: new Map(),
    left: new Set(),
    carried: record === null ? initial : null,
    recent,
    reason: '',
    asked: '',
    moved: '',
  }
}

/** The form after an event; the same object where the event changes nothing. */
export function nextForm(form: FormState, event: FormEvent): FormState {
  switch (event.type) {
    case 'typed':
      return {
        ...form,
        values: { ...form.values, [event.key]: event.value },
        problems: withoutProblemsOf(event.key, form.problems),
      }
    case 'filled': {
      const values = withFilled(form.values, event.filled)
      return values === form.values ? form : { ...form, values }
    }
    case 'moved':
      return movedForm(form, event.to)
    case 'copied':
    case 'rebased':
      return { ...form, values: event.values }
    case 'reasoned':
      return { ...form, reason: event.reason, problems: withoutProblemsOf('reason', form.problems) }
    case 'asked':
      return { ...form, asked: event.doubts }
    case 'refused':
      return { ...form, problems: event.problems }
    case 'entered':
      return { ...form, left: new Set([...form.left].filter((one) => one !== event.control)) }
    case 'left':
      return { ...form, left: new Set([...form.left, event.control]) }
  }
}

/** A changed field is no longer refused, nor are its rows. */
function withoutProblemsOf(key: string, problems: PlacedProblems): PlacedProblems {
  return new Map([...problems].filter(([path]) => path !== key && !path.startsWith(`${key}/`)))
}
