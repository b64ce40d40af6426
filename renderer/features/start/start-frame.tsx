import type { ReactNode } from 'react'
import { TypeSizeChoice } from '../../ui/type-size'

/** The plain frame of the screens before sign-in. */
export function StartFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="start">
      <header className="start-head">
        <span className="product">院坝普法台</span>
        <TypeSizeChoice />
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
