import { AutoComplete, Input } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import { addDays, isDate } from '../../../shared/dates'
import { readDecimal } from '../../../shared/decimal'
import type { Json } from '../../../shared/json'
import { plainMoney, readMoney } from '../../../shared/money'
import { readCount, readDate, readTime } from '../../../shared/paste/typed'
import type { ControlProps } from '../../ui/labeled'
import { useMatchesPinyin } from '../../ui/pinyin'
import { today } from '../../ui/today'
import { readDayOfMonth, readFullHour, spokenDate, spokenMoney } from './typed-values'

interface TypedProps {
  readonly control: ControlProps
  readonly value: Json | undefined
  readonly onChange: (value: Json) => void
  readonly placeholder?: string | undefined
}

const shown = (value: Json | undefined): string =>
  value === undefined || value === null ? '' : String(value)

/**
 * Keeps what is being typed as it is, passes on what it means (or, while it means nothing, the raw text), and shows the
 * meaning once the field is left.
 */
function useTyped(value: Json | undefined, onChange: (value: Json) => void, read: (typed: string) => Json) {
  const [draft, setDraft] = useState<string | null>(null)
  return {
    text: draft ?? shown(value),
    type: (typed: string): void => {
      setDraft(typed)
      onChange(typed.trim() === '' ? null : (read(typed) ?? typed))
    },
    leave: (): void => setDraft(null),
  }
}

/** A date typed in any common way; ↑ and ↓ move by a day. */
export function DateControl({ control, value, onChange }: TypedProps) {
  const typed = useTyped(value, onChange, (text) => readDate(text, today()) ?? readDayOfMonth(text, today()))
  const move = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    const from = typeof value === 'string' && isDate(value) ? value : today()
    typed.leave()
    onChange(addDays(from, event.key === 'ArrowUp' ? 1 : -1))
  }
  return (
    <>
      <Input
        {...control}
        value={typed.text}
        autoComplete="off"
        placeholder="如 26、11-3 或 今天"
        onChange={(event) => typed.type(event.target.value)}
        onKeyDown={move}
        onBlur={typed.leave}
      />
      {typeof value === 'string' && isDate(value) && <p className="help">{spokenDate(value)}</p>}
    </>
  )
}

export function TimeControl({ control, value, onChange }: TypedProps) {
  const typed = useTyped(value, onChange, (text) => readTime(text) ?? readFullHour(text))
  return (
    <Input
      {...control}
      value={typed.text}
      autoComplete="off"
      placeholder="如 19 或 14:30"
      onChange={(event) => typed.type(event.target.value)}
      onBlur={typed.leave}
    />
  )
}

export function CountControl({ control, value, onChange, unit }: TypedProps & { readonly unit: string }) {
  const typed = useTyped(value, onChange, (text) => readCount(text, unit))
  return (
    <Input
      {...control}
      value={typed.text}
      inputMode="numeric"
      autoComplete="off"
      suffix={unit || undefined}
      onChange={(event) => typed.type(event.target.value)}
      onBlur={typed.leave}
    />
  )
}

/** A number with decimal places, typed with or without its measure word. */
export function DecimalControl({
  control,
  value,
  onChange,
  scale,
  unit,
}: TypedProps & { readonly scale: number; readonly unit: string }) {
  const typed = useTyped(value, onChange, (text) => readDecimal(text, scale, unit))
  return (
    <Input
      {...control}
      value={typed.text}
      inputMode="decimal"
      autoComplete="off"
      suffix={unit || undefined}
      placeholder="如 66.67"
      onChange={(event) => typed.type(event.target.value)}
      onBlur={typed.leave}
    />
  )
}

/** An amount of 元, typed in any common way, kept in 分; large ones are read back in words. */
export function MoneyControl({ control, value, onChange }: TypedProps) {
  const yuan = typeof value === 'number' ? plainMoney(value) : value
  const typed = useTyped(yuan, onChange, readMoney)
  const spoken = typeof value === 'number' ? spokenMoney(value) : ''
  return (
    <>
      <Input
        {...control}
        value={typed.text}
        inputMode="decimal"
        autoComplete="off"
        suffix="元"
        placeholder="如 31900 或 3.19万"
        onChange={(event) => typed.type(event.target.value)}
        onBlur={typed.leave}
      />
      {spoken !== '' && <p className="help">{spoken}</p>}
    </>
  )
}

/** One line of text; values typed before are offered, none is taken unless chosen. */
export function TextControl({
  control,
  value,
  onChange,
  placeholder,
  recent,
  offers,
}: TypedProps & { readonly recent: readonly string[]; readonly offers: boolean }) {
  const matchesPinyin = useMatchesPinyin()
  const text = shown(value)
  // A value taken over from last time narrows nothing: the others are offered beside it.
  const narrowing = recent.includes(text) ? '' : text
  // By what the field is, not by what there is to offer now: a control that is exchanged loses the keyboard.
  if (!offers)
    return (
      <Input
        {...control}
        value={text}
        autoComplete="off"
        placeholder={placeholder ?? ''}
        onChange={(event) => onChange(event.target.value)}
      />
    )
  return (
    <AutoComplete
      {...control}
      className="wide"
      value={text}
      defaultActiveFirstOption={false}
      options={recent
        .filter((item) => item !== text && matchesPinyin(item, narrowing))
        .map((item) => ({ value: item }))}
      placeholder={placeholder ?? ''}
      onChange={(typed?: string) => onChange(typed ?? null)}
    />
  )
}

export function LongTextControl({ control, value, onChange, placeholder }: TypedProps) {
  return (
    <Input.TextArea
      {...control}
      value={shown(value)}
      rows={3}
      className="growing"
      placeholder={placeholder ?? ''}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
