import { Alert, Button } from 'antd'
import {
  Component,
  type ComponentType,
  createElement,
  type FunctionComponent,
  lazy,
  type ReactNode,
  Suspense,
  useState,
} from 'react'
import { Page } from './page'

/** A part of the program could not be read from where the page came from. */
class NotLoaded extends Error {}

interface BoundaryProps {
  /** Whether the part is a whole page: its place then needs a heading. */
  readonly isPage: boolean
  readonly again: () => void
  readonly children: ReactNode
}

/** Shows a sentence in place of a part that was not loaded; every other error goes on upwards. */
class LoadBoundary extends Component<BoundaryProps, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    const { error } = this.state
    if (error === null) return this.props.children
    if (!(error instanceof NotLoaded)) throw error
    const again = (): void => {
      this.setState({ error: null })
      this.props.again()
    }
    const notice = (
      <Alert
        type="error"
        showIcon
        title="这一部分未能打开"
        description="程序自身的文件未能完整读取，已录入的内容都还在。请点“重试”；仍不行，请重新打开程序。"
        action={<Button onClick={again}>重试</Button>}
      />
    )
    return this.props.isPage ? <Page title="页面未能打开">{notice}</Page> : notice
  }
}

const opening = <p className="nothing opening">正在打开……</p>

/**
 * A component whose code is loaded when it is first shown, so that the first screen does not wait for it.
 * @param load imports it; called again when a person asks for another try
 * @param isPage whether it is a whole page
 * @param meanwhile what stands in its place until it is there
 */
export function loadedLater<P extends object>(
  load: () => Promise<ComponentType<P>>,
  { isPage = false, meanwhile = opening }: { readonly isPage?: boolean; readonly meanwhile?: ReactNode } = {},
): FunctionComponent<P> {
  const begin = () =>
    lazy(async () => {
      try {
        return { default: await load() }
      } catch (cause) {
        throw new NotLoaded('a part of the page was not loaded', { cause })
      }
    })
  let newest = begin()
  return function LoadedLater(props: P) {
    const [Part, setPart] = useState(() => newest)
    const again = (): void => {
      newest = begin()
      setPart(() => newest)
    }
    return (
      <LoadBoundary isPage={isPage} again={again}>
        <Suspense fallback={meanwhile}>{createElement(Part, props)}</Suspense>
      </LoadBoundary>
    )
  }
}
