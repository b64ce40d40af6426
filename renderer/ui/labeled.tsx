import { type ReactNode, useId } from 'react'

/** What a control inside `Labeled` must carry, so that label, help and problem belong to it. */
export interface ControlProps {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean
  readonly 'aria-required': boolean
  /** A browser keeps what is typed, in a file that nothing encrypts, unless the very field forbids it. */
  readonly autoComplete: 'off'
}

interface LabeledProps {
  readonly label: string
  readonly required?: boolean
  readonly help?: string | undefined
  readonly problem?: string | undefined
  /** Where the value comes from, when nobody typed it here. */
  readonly origin?: string | undefined
  /** Worth a second look, but not refused. */
  readonly warning?: string | undefined
  readonly id?: string
  readonly className?: string
  readonly children: (control: ControlProps) => ReactNode
}

/** A control with its visible label, its help and, when refused, the sentence that says why. */
export function Labeled(props: LabeledProps) {
  const { label, required = false, help, origin, problem, warning, id, className, children } = props
  const made = useId()
  const control = id ?? made
  const described = [
    problem && `${control}-problem`,
    warning && `${control}-warning`,
    help && `${control}-help`,
    origin && `${control}-origin`,
  ]
    .filter(Boolean)
    .join(' ')
  return (
    <div className={`labeled ${className ?? ''}`}>
      <div className="label-line">
        <label htmlFor={control}>{label}</label>
        {required && (
          <span className="required" aria-hidden="true">
            *
          </span>
        )}
        {origin && (
          <span id={`${control}-origin`} className="label-origin">
            {origin}
          </span>
        )}
      </div>
      {children({
        id: control,
        'aria-describedby': described || undefined,
        'aria-invalid': problem !== undefined,
        'aria-required': required,
        autoComplete: 'off',
      })}
      {problem && (
        <p id={`${control}-problem`} className="problem" role="alert">
          {problem}
        </p>
      )}
      {warning && (
        <p id={`${control}-warning`} className="warning" role="status">
          {warning}
        </p>
      )}
      {help && (
        <p id={`${control}-help`} className="help">
          {help}
        </p>
      )}
    </div>
  )
}
