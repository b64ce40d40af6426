import { Alert, Button } from 'antd'
import {
  type ComponentType,
  createElement,
  type FunctionComponent,
  type ReactNode,
  useLayoutEffect,
  useState,
} from 'react'
import { Page } from './page'

interface NotLoadedProps {
  /** Whether the part is a whole page: its place then needs a heading. */
  readonly isPage: boolean
  readonly again: () => void
}

/** Stands in place of a part of the program that could not be read from where the page came from. */
function NotLoaded({ isPage, again }: NotLoadedProps) {
  const notice = (
    <Alert
      type="error"
      showIcon
      title="这一部分未能打开"
      description="程序自身的文件未能完整读取，已录入的内容都还在。请点“重试”；仍不行，请重新打开程序。"
      action={<Button onClick={again}>重试</Button>}
    />
  )
  return isPage ? <Page title="页面未能打开">{notice}</Page> : notice
}

const opening = <p className="nothing opening">正在打开……</p>

/**
 * A component whose code is loaded when it is first shown, so that the first screen does not wait for it. React's own
 * way for it (`lazy` in a `Suspense`) keeps what stands meanwhile for 300 ms, however soon the code is there.
 * @param load imports it; called again when a person asks for another try
 * @param isPage whether it is a whole page
 * @param meanwhile what stands in its place until it is there
 */
export function loadedLater<P extends object>(
  load: () => Promise<ComponentType<P>>,
  { isPage = false, meanwhile = opening }: { readonly isPage?: boolean; readonly meanwhile?: ReactNode } = {},
): FunctionComponent<P> {
  let known: ComponentType<P> | undefined
  return function LoadedLater(props: P) {
    const [part, setPart] = useState(() => known)
    const [state, setState] = useState<'loading' | 'failed'>('loading')
    useLayoutEffect(() => {
      if (part || state === 'failed') return
      let isHere = true
      load().then(
        (found) => {
          known = found
          if (isHere) setPart(() => found)
        },
        () => isHere && setState('failed'),
      )
      return () => {
        isHere = false
      }
    }, [part, state])
    if (part) return createElement(part, props)
    if (state === 'failed') return <NotLoaded isPage={isPage} again={() => setState('loading')} />
    return meanwhile
  }
}
