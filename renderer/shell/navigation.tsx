import { RightOutlined } from '@ant-design/icons'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { useCall } from '../engine/use-call'
import { useSuspectCount } from '../engine/use-suspect-count'
import { useHashPath } from '../ui/hash-route'
import { shortCount } from '../ui/short-count'
import { PlaceIcon } from './place-icon'
import { currentPage, type NavigationItem, type Place, type WaitingCounts } from './places'

/** So long the numbers let the first screen's own questions go before them: milliseconds. */
const FIRST_MS = 250

/** False until the first screen has had time to ask. */
function useFirstScreenFirst(): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), FIRST_MS)
    return () => clearTimeout(timer)
  }, [])
  return isOver
}

/** The left column: ten places, each with how much of what waits for this person is done there. */
export function Navigation({ places }: { places: readonly Place[] }) {
  const [path] = useHashPath()
  const { data } = useCall('waiting.counts', useFirstScreenFirst() ? {} : null)
  const duplicates = useSuspectCount()
  const counts = useMemo(() => data && { ...data, duplicates }, [data, duplicates])
  const current = currentPage(places, path)
  const column = useRef<HTMLElement>(null)
  // The place of another page may first have to open: it is looked for once that is drawn.
  useEffect(() => {
    if (current === undefined) return
    const frame = requestAnimationFrame(() =>
      column.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' }),
    )
    return () => cancelAnimationFrame(frame)
  }, [current])
  return (
    <nav className="navigation" aria-label="目录" ref={column}>
      <ul>
        {places.map((place) => (
          <li key={place.name}>
            {place.path === undefined ? (
              <OpenPlace place={place} current={current} counts={counts} />
            ) : (
              <PageLink
                item={{ ...place, path: place.path }}
                icon={<PlaceIcon name={place.name} />}
                isCurrent={current === place.path}
                counts={counts}
              />
            )}
          </li>
        ))}
      </ul>
    </nav>
  )
}

interface OpenPlaceProps {
  readonly place: Place
  readonly current: string | undefined
  readonly counts: WaitingCounts | undefined
}

/** A place of several pages: they show while one of them is on the screen, or when somebody opens it. */
function OpenPlace({ place, current, counts }: OpenPlaceProps) {
  const listId = useId()
  const isHere = place.items.some(({ path }) => path === current)
  const [opened, setOpened] = useState<boolean | null>(null)
  const isOpen = opened ?? isHere
  // Whoever comes here from elsewhere sees where that is, although the place was closed before.
  useEffect(() => {
    if (isHere) setOpened(null)
  }, [isHere])
  return (
    <>
      <button
        type="button"
        className={isHere && !isOpen ? 'nav-line nav-here' : 'nav-line'}
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setOpened(!isOpen)}
      >
        <PlaceIcon name={place.name} />
        <span className="nav-label">{place.label}</span>
        {!isOpen && <Waiting item={place} counts={counts} />}
        <span className={isOpen ? 'nav-arrow nav-arrow-open' : 'nav-arrow'} aria-hidden="true">
          <RightOutlined />
        </span>
      </button>
      <ul id={listId} className="nav-inner" hidden={!isOpen}>
        {isOpen &&
          place.items.map((item) => (
            <li key={item.path}>
              <PageLink item={item} isCurrent={item.path === current} counts={counts} />
            </li>
          ))}
      </ul>
    </>
  )
}

interface PageLinkProps {
  readonly item: NavigationItem
  readonly icon?: React.ReactNode
  readonly isCurrent: boolean
  readonly counts: WaitingCounts | undefined
}

function PageLink({ item, icon, isCurrent, counts }: PageLinkProps) {
  return (
    <a
      className="nav-line"
      href={`#${item.path}`}
      aria-label={item.says}
      aria-current={isCurrent ? 'page' : undefined}
    >
      {icon}
      <span className="nav-label">{item.label}</span>
      <Waiting item={item} counts={counts} />
    </a>
  )
}

function Waiting({
  item,
  counts,
}: {
  item: Pick<NavigationItem, 'waits'>
  counts: WaitingCounts | undefined
}) {
  const count = counts && item.waits ? item.waits(counts) : 0
  if (count === 0) return null
  return (
    <span className="nav-count" title={count.toLocaleString('zh-CN')}>
      {shortCount(count)}
      <span className="visually-hidden">项等您处理</span>
    </span>
  )
}
