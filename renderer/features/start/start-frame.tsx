import { type ReactNode, useEffect } from 'react'
import type { Topic } from '../../../shared/manual/topics'
import { ManualButton } from '../../manual-ui/manual-button'
import { TypeSizeChoice } from '../../ui/type-size'

interface StartFrameProps {
  readonly title: string
  /** The page of the manual that belongs to it. */
  readonly topic: Topic
  readonly children: ReactNode
}

/** The plain frame of the screens before sign-in. */
export function StartFrame({ title, topic, children }: StartFrameProps) {
  useEffect(() => {
    document.title = `${title} · 院坝普法台`
  }, [title])
  return (
    <div className="start">
      <header className="start-head">
        <span className="product">院坝普法台</span>
        <div className="start-tools">
          <TypeSizeChoice />
          <ManualButton topic={topic} />
        </div>
      </header>
      <main className="start-main">
        <div className="start-card">
          <h1>{title}</h1>
          {children}
          <p className="secrecy">本程序不得处理国家秘密。</p>
        </div>
      </main>
    </div>
  )
}
