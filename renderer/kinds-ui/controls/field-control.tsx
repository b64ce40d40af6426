import { useMemo } from 'react'
import type { CellField } from '../../../shared/definition/fields'
import { type Enumerated, labelOf, type Option, optionsOf } from '../../../shared/definition/words'
import type { Json } from '../../../shared/json'
import { useWords } from '../../engine/words'
import type { ControlProps } from '../../ui/labeled'
import { ChoiceControl, ChoicesControl } from './choice-control'
import { FlagControl } from './flag-control'
import { RefControl } from './ref-control'
import { RefsControl } from './refs-control'
import {
  CountControl,
  DateControl,
  DecimalControl,
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
  /** The unit whose records a reference offers first. */
  readonly near?: string | undefined
}

/** Whether what was typed before is offered where a field is filled. */
const offersRecent = ({ suggest }: CellField): boolean => suggest === 'last' || suggest === 'lastHere'

/** The control for a field's type: the only place that knows which type is typed how. */
export function FieldControl(props: FieldControlProps) {
  const { field, control, value, onChange, recent, maskedText, near } = props
  const typed = { control, value, onChange, placeholder: maskedText }
  switch (field.type) {
    case 'text':
      return <TextControl {...typed} recent={recent} offers={offersRecent(field)} />
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
    case 'decimal':
      return <DecimalControl {...typed} scale={field.scale} unit={field.unit} />
    case 'flag':
      return <FlagControl control={control} value={value} onChange={onChange} />
    case 'choice':
    case 'choices':
      return <EnumeratedControl field={field} control={control} value={value} onChange={onChange} />
    case 'ref':
      return (
        <RefControl
          control={control}
          value={value}
          onChange={onChange}
          to={field.to}
          levels={field.levels}
          near={near}
        />
      )
    case 'refs':
      return (
        <RefsControl
          control={control}
          value={value}
          onChange={onChange}
          to={field.to}
          levels={field.levels}
        />
      )
    case 'origin':
      // Set by making a follow-up, so no form lays it out (`isTyped`).
      return null
  }
}

interface EnumeratedProps extends Pick<FieldControlProps, 'control' | 'value' | 'onChange'> {
  readonly field: Enumerated
}

/** One or several of a list; a value that may not be chosen any more stays until somebody takes it out. */
function EnumeratedControl({ field, control, value, onChange }: EnumeratedProps) {
  const wordsOf = useWords()
  const options = useMemo(() => {
    const offered = optionsOf(field, wordsOf)
    const held = [value ?? []].flat().flatMap((one): Option[] => {
      const isOffered = typeof one !== 'string' || offered.some((option) => option.value === one)
      return isOffered ? [] : [{ value: one, label: labelOf(field, one, wordsOf) }]
    })
    return [...offered, ...held]
  }, [field, wordsOf, value])
  const Control = field.type === 'choice' ? ChoiceControl : ChoicesControl
  return <Control control={control} value={value} onChange={onChange} options={options} />
}
