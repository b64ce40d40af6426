import { Button, Drawer, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { type ManualPage, textLines } from '../../shared/manual/read'
import { manualTopics, type Topic } from '../../shared/manual/topics'
import { type MatchesPinyin, useMatchesPinyin } from '../ui/pinyin'
import { ManualArticle } from './manual-article'
import './manual.css'
import { PrintManual } from './print-manual'
import { manualPages } from './texts'

interface ManualDrawerProps {
  readonly topic: Topic
  readonly onTopic: (topic: Topic) => void
  readonly onClose: () => void
}

const isTopic = (name: string): name is Topic => manualTopics.some((topic) => topic === name)

/** The manual beside the screen: one page, what is found for what is typed, and the list of all pages. */
export function ManualDrawer({ topic, onTopic, onClose }: ManualDrawerProps) {
  const matchesPinyin = useMatchesPinyin()
  const [typed, setTyped] = useState('')
  const [listed, setListed] = useState(false)
  const top = useRef<HTMLDivElement>(null)
  const shown = manualPages.find((one) => one.topic === topic)?.page
  const wanted = typed.trim()
  const isListed = listed || wanted !== ''
  const choose = (name: string): void => {
    if (!isTopic(name)) return
    setTyped('')
    setListed(false)
    onTopic(name)
  }
  useEffect(() => {
    if (!isListed) top.current?.scrollIntoView({ block: 'start' })
  }, [isListed])
  return (
    <Drawer open title="使用说明" size="min(46rem, 96vw)" onClose={onClose} extra={<PrintManual />}>
      <div ref={top} className="manual-find">
        <Input
          aria-label="查找说明"
          autoComplete="off"
          placeholder="查找说明：文字、拼音或首字母"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button aria-expanded={isListed} onClick={() => setListed(!listed)}>
          全部内容
        </Button>
      </div>
      {isListed ? (
        <Contents wanted={wanted} matchesPinyin={matchesPinyin} current={topic} onTopic={choose} />
      ) : (
        shown && <ManualArticle key={topic} page={shown} onPage={choose} />
      )}
    </Drawer>
  )
}

/** The first line of a page that holds what was typed; `undefined`: none does. */
function found(page: ManualPage, wanted: string, matchesPinyin: MatchesPinyin): string | undefined {
  if (wanted === '' || matchesPinyin(page.title, wanted)) return ''
  return textLines(page).find((line) => line.toLowerCase().includes(wanted.toLowerCase()))
}

interface ContentsProps {
  readonly wanted: string
  readonly matchesPinyin: MatchesPinyin
  readonly current: Topic
  readonly onTopic: (topic: Topic) => void
}

function Contents({ wanted, matchesPinyin, current, onTopic }: ContentsProps) {
  const pages = manualPages.flatMap(({ topic, page }) => {
    const line = found(page, wanted, matchesPinyin)
    return line === undefined ? [] : [{ topic, title: page.title, line }]
  })
  return (
    <>
      <p role="status" className="help">
        {pages.length === 0 ? '没有找到，请换一个词。' : `共 ${pages.length} 篇`}
      </p>
      <ul className="manual-list" aria-label="说明">
        {pages.map(({ topic, title, line }) => (
          <li key={topic}>
            <Button
              type="link"
              aria-current={topic === current ? 'page' : undefined}
              onClick={() => onTopic(topic)}
            >
              {title}
            </Button>
            {line !== '' && line !== title && <p className="help">{line}</p>}
          </li>
        ))}
      </ul>
    </>
  )
}
