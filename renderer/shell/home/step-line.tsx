import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { Topic } from '../../../shared/manual/topics'
import { openManual } from '../../manual-ui/open-manual'
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
  /** The page of the manual that says how. */
  readonly topic?: Topic
}

/** Steps in their order: what is done is ticked, what is open leads to where it is done. */
export function Steps({ steps, label }: { steps: readonly HomeStep[]; label: string }) {
  return (
    <ol className="steps" aria-label={label}>
      {steps.map(({ name, text, done, path, go, topic }) => (
        <li key={name} className={done ? 'step step-done' : 'step'}>
          <span className="step-name">
            <Mark tone={done ? 'green' : 'amber'}>{name}</Mark>
          </span>
          <span className="step-text">{text}</span>
          {topic && !done && (
            <Button type="link" aria-label={`${name}：怎么做`} onClick={() => openManual(topic)}>
              怎么做
            </Button>
          )}
          <Button onClick={() => navigate(path)}>{go}</Button>
        </li>
      ))}
    </ol>
  )
}
