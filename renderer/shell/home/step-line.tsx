import { Button } from 'antd'
import type { ReactNode } from 'react'
import { navigate } from '../../ui/hash-route'
import { Mark } from '../../ui/mark'

export interface HomeStep {
  readonly name: string
  /** How it stands, in words. */
  readonly text: ReactNode
  readonly done: boolean
  /** Where it is done, and how the way there is called. */
  readonly path: string
  readonly go: string
}

/** Steps in their order: what is done is ticked, what is open leads to where it is done. */
export function Steps({ steps, label }: { steps: readonly HomeStep[]; label: string }) {
  return (
    <ol className="steps" aria-label={label}>
      {steps.map(({ name, text, done, path, go }) => (
        <li key={name} className={done ? 'step step-done' : 'step'}>
          <span className="step-name">
            <Mark tone={done ? 'green' : 'amber'}>{name}</Mark>
          </span>
          <span className="step-text">{text}</span>
          <Button onClick={() => navigate(path)}>{go}</Button>
        </li>
      ))}
    </ol>
  )
}
