import { Button } from 'antd'
import { memo } from 'react'
import type { CellField } from '../../shared/definition/fields'
import { problemText } from '../../shared/field-problems'
import type { Json } from '../../shared/json'
import { Labeled } from '../ui/labeled'
import { today } from '../ui/today'
import { FieldControl } from './controls/field-control'
import { isCleared, isEmpty, typedProblem, typedWarning } from './form-values'

interface FieldBoxProps {
  readonly id: string
  readonly name: string
  readonly field: CellField
  readonly value: Json | undefined
  /** The sentence of the engine's refusal, until the value is changed. */
  readonly problem: string | undefined
  readonly recent: readonly string[]
  /** The field was left: what was typed may now be called wrong. */
  readonly left: boolean
  /** What stands there, shortened: it is kept unless something else is typed, or the box is told to empty it. */
  readonly maskedText?: string | undefined
  /** The unit whose records a reference offers first. */
  readonly near?: string | undefined
  /** The value is what was typed last, and nobody has changed it here. */
  readonly carried?: boolean
  /** What the program changed around this field, to be looked at. */
  readonly notice?: string
  readonly onChange: (name: string, value: Json) => void
}

const HIDDEN_HELP = '已隐去部分内容；不修改请留空'

/** One labelled field of a form; drawn again only when its own value or problem changes. */
export const FieldBox = memo(function FieldBox(props: FieldBoxProps) {
  const { id, name, field, value, problem, recent, left, maskedText, near, notice = '', onChange } = props
  const origin = props.carried ? '↺ 上次' : undefined
  const said = problem ?? (left ? (typedProblem(name, field, value, today()) ?? undefined) : undefined)
  const isHidden = maskedText !== undefined && isEmpty(value)
  const isGoing = isHidden && isCleared(value)
  const doubt = left && said === undefined ? typedWarning(field, value) : null
  return (
    <Labeled
      id={id}
      label={field.label}
      required={field.required ?? false}
      help={
        isGoing ? '保存后这一项为空' : (field.help ?? (maskedText === undefined ? undefined : HIDDEN_HELP))
      }
      origin={origin}
      problem={said}
      warning={
        doubt === null ? notice || undefined : problemText({ field: name, reason: doubt }, field.label)
      }
    >
      {(control) => (
        <>
          <FieldControl
            field={field}
            control={control}
            value={value}
            recent={recent}
            near={near}
            maskedText={isGoing ? undefined : maskedText}
            onChange={(next) => onChange(name, next)}
          />
          {isHidden && !field.required && (
            <Button
              size="small"
              className="clear-hidden"
              aria-label={`${isGoing ? '不清空' : '清空'}${field.label}`}
              onClick={() => onChange(name, isGoing ? '' : null)}
            >
              {isGoing ? '不清空' : '清空'}
            </Button>
          )}
        </>
      )}
    </Labeled>
  )
})
