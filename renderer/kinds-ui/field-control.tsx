import type { Json } from '../../shared/json'
import type { CellField } from '../../shared/kinds/fields'
import type { ControlProps } from '../ui/labeled'
import { ChoiceControl, ChoicesControl } from './choice-control'
import { FlagControl } from './flag-control'
import { RefControl } from './ref-control'
import { RefsControl } from './refs-control'
import {
  CountControl,
  DateControl,
  LongTextControl,
  MoneyControl,
  TextControl,
  TimeControl,
} from './typed-controls'

interface FieldControlProps {
  readonly field: CellField
  readonly control: ControlProps
  readonly value: Json | undefined
  readonly onChange: (value: Json) => void
  readonly recent: readonly string[]
  /** The shortened value of a masked field; typing replaces it. */
  readonly maskedText?: string | undefined
}

/** The control for a field's type: the only place that knows which type is typed how. */
export function FieldControl({ field, control, value, onChange, recent, maskedText }: FieldControlProps) {
  const typed = { control, value, onChange, placeholder: maskedText }
  switch (field.type) {
    case 'text':
      return <TextControl {...typed} recent={recent} />
    case 'longText':
      return <LongTextControl {...typed} />
    case 'date':
      return <DateControl {...typed} />
    case 'time':
      return <TimeControl {...typed} />
    case 'count':
      return <CountControl {...typed} unit={field.unit} />
    case 'money':
      return <MoneyControl {...typed} />
    case 'flag':
      return <FlagControl {...{ control, value, onChange }} />
    case 'choice':
      return <ChoiceControl {...{ control, value, onChange }} options={field.options} />
    case 'choices':
      return <ChoicesControl {...{ control, value, onChange }} options={field.options} />
    case 'ref':
      return <RefControl {...{ control, value, onChange }} to={field.to} levels={field.levels} />
    case 'refs':
      return <RefsControl {...{ control, value, onChange }} to={field.to} levels={field.levels} />
    case 'origin':
      // Set by making a follow-up, so no form lays it out (`isTyped`).
      return null
  }
}
